"""What nobody needs of mail goes: files when the last mail or template has gone, and mail of people who were erased."""

from datetime import timedelta

import pytest

from leadwright.channels.files import Taken, keep
from leadwright.channels.models import StoredFile
from leadwright.conversations.models import Attachment, Message
from leadwright.inbox.clearing import clear
from leadwright.inbox.models import Triage
from leadwright.inbox.receiving import receive
from leadwright.leads.erasing import erase
from leadwright.playbooks.models import Template, TemplateFile
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message
from tests.inbox.letters import a_mail

WEEK = timedelta(days=7)


@pytest.fixture
def file(cast):
    return keep(cast.workspace.pk, [Taken("prices.pdf", "application/pdf", b"%PDF-1.7 prices")])[0].file


def heaps(**more) -> dict[str, int]:
    return {one.name: one.count for one in clear(**more)}


def test_a_file_goes_a_week_after_the_last_mail_that_had_it(cast, file, now):
    message = a_message(a_mailbox(cast.alice))
    Attachment.objects.create(
        message=message, place=0, file=file, name="prices.pdf", media_type="application/pdf", size=15
    )
    clear(now=now)
    clear(now=now + WEEK)
    assert StoredFile.objects.get().unused_since is None
    Message.objects.filter(pk=message.pk).delete()
    clear(now=now + 2 * WEEK)
    assert heaps(now=now + 2 * WEEK + timedelta(days=6))["files"] == 0
    assert heaps(now=now + 3 * WEEK)["files"] == 1
    assert not StoredFile.objects.exists()


def test_a_file_of_a_template_stays(cast, file, now):
    template = Template.objects.create(workspace=cast.workspace, name="Prices", body="Hello", updated_at=now)
    TemplateFile.objects.create(template=template, file=file, name="prices.pdf", media_type="application/pdf")
    clear(now=now)
    clear(now=now + 2 * WEEK)
    assert StoredFile.objects.get() == file


def test_a_file_that_is_wanted_again_stays(cast, file, now):
    clear(now=now)
    again = keep(cast.workspace.pk, [Taken("other.pdf", "application/pdf", b"%PDF-1.7 prices")])[0].file
    assert again == file
    assert heaps(now=now + WEEK)["files"] == 0
    assert StoredFile.objects.get() == file


def test_a_dry_run_says_why_how_many_and_how_large_and_touches_nothing(cast, file, now):
    clear(now=now)
    (files, erased) = clear(now=now + WEEK, dry_run=True)
    assert (files.name, files.count, files.size, erased.count) == ("files", 1, 15, 0)
    assert "template" in files.why
    assert StoredFile.objects.get() == file


def test_mail_of_an_erased_person_that_lay_in_triage_goes_and_other_peoples_stays(cast, now):
    lead = a_lead(cast.alice, email="gone@west.example")
    box = a_mailbox(cast.alice)
    erase(lead, by=cast.dana, now=now)
    receive(box, a_mail("Are you there?", sender="gone@west.example", message_id="<1@x.example>"), now=now)
    receive(box, a_mail("Are you there?", sender="other@west.example", message_id="<2@x.example>"), now=now)
    assert heaps(now=now, dry_run=True)["erased"] == 1
    assert heaps(now=now)["erased"] == 1
    assert Triage.objects.get().sender == "other@west.example"
    assert heaps(now=now)["erased"] == 0
