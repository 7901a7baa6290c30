"""Files that go with mail: checked by what they hold, stored once, sent as real MIME; and files that came, to be kept
and never run."""

import zipfile
from email.message import EmailMessage
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leadwright.channels.email.compose import Enclosure, file_part
from leadwright.channels.files import MOST_BYTES, NotTaken, Taken, file_name, keep, take
from leadwright.channels.models import StoredFile
from leadwright.conversations.models import Attachment, Message
from leadwright.inbox.receiving import receive
from leadwright.playbooks.models import Template
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message, send
from tests.inbox.letters import a_mail

PDF, PNG = b"%PDF-1.7 \xff\x00 prices", b"\x89PNG\r\n\x1a\n picture"


def a_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def office(*names: str) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as inside:
        for name in names:
            inside.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("offer.exe", b"MZ"),
        ("offer.pdf", b"MZ not a pdf"),
        ("offer.html", b"<script>"),
        ("picture.svg", b"<svg onload=alert(1)>"),
        ("table.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("table.xlsx", office(*(f"xl/{n}.xml" for n in range(5_000)), "xl/vbaProject.bin")),
        ("table.xlsx", b"PK\x03\x04 no zip"),
        ("notes.txt", b"MZ\x00\x01"),
        ("empty.pdf", b""),
        ("large.pdf", b"%PDF-" + b"x" * MOST_BYTES),
    ],
)
def test_what_might_run_or_is_not_what_it_says_does_not_go(name, content):
    with pytest.raises(NotTaken):
        take([a_file(name, content)])


def test_what_people_send_each_other_goes():
    given = [
        a_file("prices.pdf", PDF),
        a_file("a.png", PNG),
        a_file("t.xlsx", office("xl/a.xml")),
        a_file("n.csv", b"a;b"),
    ]
    assert [one.media_type.partition("/")[0] for one in take(given)] == ["application", "image", "application", "text"]
    with pytest.raises(NotTaken):
        take([a_file(f"{at}.pdf", PDF) for at in range(6)])


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\x\\Šalčio kainos.pdf", "Šalčio kainos.pdf"),
        ("a\r\nb: c.pdf", "a_b_ c.pdf"),
    ],
)
def test_a_name_is_only_a_name(name, plain):
    assert file_name(name) == plain
    headers, _body = file_part(Enclosure(name, "application/pdf", PDF))
    assert all("\n" not in value.replace("\r\n ", "") for _name, value in headers)


@pytest.mark.wire
def test_files_leave_with_the_mail_as_they_are_and_are_stored_once(cast, as_member, post, now):
    post.mailbox_of(cast.alice)
    rep, lead = as_member(cast.alice), a_lead(cast.alice)
    address = reverse("conversations:messages", args=[lead.pk])
    for subject in ("Prices", "Prices again"):
        given = {"subject": subject, "text": "Here.", "files": [a_file("Kainų sąrašas.pdf", PDF), a_file("a.png", PNG)]}
        assert rep.post(address, given).status_code == 303
    assert StoredFile.objects.count() == 2 and Attachment.objects.count() == 4
    assert send(now=Message.objects.latest("pk").due_at) == 2
    text, pdf, png = post.taken[-1].mail.iter_parts()
    assert text.get_content().startswith("Here.")
    assert (pdf.get_filename(), pdf.get_payload(decode=True)) == ("Kainų sąrašas.pdf", PDF)
    assert (png.get_content_type(), png.get_payload(decode=True)) == ("image/png", PNG)
    assert rep.post(address, {"subject": "x", "text": "y", "files": a_file("x.exe", b"MZ")}).status_code == 422
    panel = rep.get(reverse("conversations:panel", args=[lead.pk])).content.decode()
    assert panel.count("Kainų sąrašas.pdf") == 2


@pytest.mark.wire
def test_what_a_template_carries_goes_with_each_mail_of_it(cast, as_member, post, now):
    template = Template.objects.create(workspace=cast.workspace, name="First", subject="S", body="B", updated_at=now)
    manager, page = as_member(cast.alice), reverse("playbooks:edit", args=[template.pk])
    words = {"name": "First", "use": "email", "subject": "S", "body": "B"}
    assert manager.post(page, {**words, "added": a_file("One pager.pdf", PDF)}).status_code == 303
    box = post.mailbox_of(cast.alice)
    a_message(box, files=Template.objects.get().enclosures)
    assert send() == 1
    assert [part.get_filename() for part in post.taken[-1].mail.iter_attachments()] == ["One pager.pdf"]
    dropped = template.files.get().pk
    assert manager.post(page, {**words, "dropped": [dropped]}).status_code == 303
    assert not template.files.exists() and Attachment.objects.count() == 1


def test_the_answer_in_the_inbox_takes_files_too(cast, as_member, now):
    box = a_mailbox(cast.alice)
    a_lead(cast.alice)
    reply = receive(box, a_mail("How much is it?"), now=now)
    rep, address = as_member(cast.alice), reverse("inbox:answers", args=[reply.pk])
    refused = rep.post(address, {"text": "See here.", "files": a_file("x.js", b"alert(1)")}, HTTP_HX_REQUEST="true")
    assert refused.status_code == 422 and "cannot go" in refused.content.decode()
    assert rep.post(address, {"text": "See here.", "files": a_file("prices.pdf", PDF)}).status_code == 303
    assert Message.objects.filter(outbound=True).get().files.get().name == "prices.pdf"


def test_a_file_that_came_is_listed_and_kept_apart(cast, as_member, now):
    box = a_mailbox(cast.alice)
    lead = a_lead(cast.alice)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = lead.email, box.address, "Our fleet"
    mail["Message-ID"] = "<files@x.example>"
    mail.set_content("See the list.")
    mail.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename="fleet.html")
    receive(box, mail.as_bytes(), now=now)
    row = Attachment.objects.get()
    assert (row.name, row.file, row.part) == ("fleet.html", None, 1)
    answer = as_member(cast.bob).get(reverse("conversations:attachment", args=[row.pk]))
    assert answer.content.strip() == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment") and "sandbox" in answer["Content-Security-Policy"]
    assert as_member(cast.charlie).get(reverse("conversations:attachment", args=[row.pk])).status_code == 404
    assert "fleet.html" in as_member(cast.alice).get(reverse("inbox:index")).content.decode()


def test_the_same_content_is_one_row_in_a_workspace_and_another_in_the_next(cast):
    first = keep(cast.workspace.pk, [Taken("a.pdf", "application/pdf", PDF)])
    again = keep(cast.workspace.pk, [Taken("b.pdf", "application/pdf", PDF)])
    other = keep(cast.elsewhere.pk, [Taken("a.pdf", "application/pdf", PDF)])
    assert first[0].file == again[0].file != other[0].file
