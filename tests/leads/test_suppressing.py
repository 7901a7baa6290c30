"""Those who are not to be contacted, by address, domain or telephone number."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leadwright.cadences.guards import last_look
from leadwright.leads import suppressing
from leadwright.leads.importing import import_file
from leadwright.leads.models import Channel, Lead, OptOut, Status
from leadwright.leads.suppressing import Name, name_of, suppress, suppress_file
from tests.cast import a_lead

TIMES = {"channel": "", "words": "Old system"}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("Ruta@Pieno-Kelias.example", Name(address="ruta@pieno-kelias.example")),
        (" <info@firm.com>; ", Name(address="info@firm.com")),
        ("@firm.com", Name(domain="firm.com")),
        ("*@mail.firm.co.uk", Name(domain="mail.firm.co.uk")),
        ("https://www.firm.lt/kontaktai", Name(domain="firm.lt")),
        ("+370 600 00117", Name(phone="+37060000117")),
        ("8 600 00117", Name(phone="+37060000117")),
        ("Email", None),
        ("", None),
        ("co.uk", None),
        ("2024-05-01", None),
        ("Jonas Petraitis", None),
    ],
)
def test_a_line_names_an_address_a_domain_a_number_or_nothing(written, named):
    assert name_of(written, country="LT") == named


def test_a_list_of_another_system_is_kept_once(cast, now):
    content = "Email;Telefonas;Priežastis\nruta@pk.example;+37060000117;skundas\n@shut.example;;\n;;nieko\n".encode(
        "cp1257"
    )
    came = suppress_file(cast.workspace, content, "dnc.csv", now=now)
    assert (came.rows, came.addresses, came.domains, came.phones, came.refused) == (3, 1, 1, 1, 1)
    again = suppress_file(cast.workspace, content, "dnc.csv", now=now)
    assert (again.known, again.addresses, OptOut.objects.count()) == (3, 0, 3)


def test_who_fits_a_line_is_covered_and_nobody_else(cast, now):
    mine = a_lead(cast.alice, "a@mail.shut.example", phone="+37060000001")
    called = a_lead(cast.alice, "b@open.example", phone="+37060000117")
    free = a_lead(cast.alice, "c@notshut.example", phone="+37060000002")
    theirs = a_lead(cast.charlie, "d@shut.example")
    suppress(cast.workspace, [[Name(domain="shut.example")], [Name(phone="+37060000117")]], now=now)
    assert mine.opted_out_of(Channel.EMAIL) and mine.opted_out_of(Channel.PHONE)
    assert called.opted_out_of(Channel.PHONE) and not called.opted_out_of(Channel.EMAIL)
    assert not free.opted_out_of(Channel.PHONE) and not theirs.opted_out_of(Channel.EMAIL)
    told = OptOut.objects.channels_of([mine, called, free, theirs])
    assert told == {mine.pk: {"all"}, called.pk: {"phone"}, free.pk: frozenset(), theirs.pk: frozenset()}


def test_the_last_look_before_a_mail_sees_a_shut_domain(cast, now):
    from leadwright.conversations.models import Conversation, Message
    from tests.cast import a_mailbox

    lead, box = a_lead(cast.alice, "a@mail.shut.example"), a_mailbox(cast.alice)
    talk = Conversation.objects.create(workspace=cast.workspace, lead=lead, mailbox=box, started_at=now)
    message = Message.objects.create(
        workspace=cast.workspace, conversation=talk, mailbox=box, lead=lead, outbound=True, state="committing",
        message_id="<1@x>", sender=box.address, recipient=lead.email, at=now,
    )  # fmt: skip
    assert last_look([message])[0] == ""
    suppress(cast.workspace, [[Name(domain="shut.example")]], now=now)
    assert last_look([message])[0] == "They opted out of e-mail."


def test_nobody_comes_in_by_a_list_past_a_shut_domain(cast, now):
    suppress(cast.workspace, [[Name(domain="shut.example")]], now=now)
    file = b"First name,E-mail\nAna,ana@mail.shut.example\nBea,bea@open.example\n"
    row = import_file(workspace=cast.workspace, by=cast.alice, content=file, name="x.csv", list_name="X", now=now)
    assert (row.created, row.refused) == (1, 1)
    assert "a no outlives lists" in row.report.get(number=2).reason
    assert Lead.objects.get().email == "bea@open.example"


def test_the_page_keeps_finds_and_lets_go(cast, as_member, now):
    lead = a_lead(cast.alice, "ruta@pk.example")
    client, page = as_member(cast.mara), reverse("leads:suppressions")
    assert client.post(page, {"lines": "  "}).status_code == 422
    answer = client.post(page, {"lines": "ruta@pk.example\n@shut.example\nnobody\n", "words": "GDPR"})
    assert answer.status_code == 303
    lead.refresh_from_db()
    assert lead.status == Status.OPTED_OUT and OptOut.objects.filter(words="GDPR").count() == 2
    file = SimpleUploadedFile("dnc.csv", b"phone\n+37060000117\n")
    assert client.post(page, {"file": file}).status_code == 303
    assert client.post(page, {"file": SimpleUploadedFile("x.csv", b"a,b\nc,d\n")}).status_code == 422
    assert "@shut.example" in client.get(page, {"q": "@shut.example"}).content.decode()
    assert "Not on the list" in client.get(page, {"q": "@free.example"}).content.decode()
    line = OptOut.objects.get(domain="shut.example")
    door = reverse("leads:suppression_withdrawal", args=[line.pk])
    assert client.post(door).status_code == 403 and as_member(cast.charlie).post(door).status_code == 403
    assert as_member(cast.dana).post(door).status_code == 303
    assert not OptOut.objects.filter(domain="shut.example").exists()


def test_a_persons_own_no_does_not_come_off_with_the_line(cast, now):
    from leadwright.leads.models import opt_out

    lead = a_lead(cast.alice, "ruta@pk.example")
    own = opt_out(lead, channel=Channel.ALL, source="one_click", at=now)
    suppress(cast.workspace, [[Name(address=lead.email)]], now=now)
    suppressing.release(OptOut.objects.exclude(pk=own.pk).get())
    suppressing.release(own)
    assert OptOut.objects.get() == own
