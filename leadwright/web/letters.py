"""Letters that are written by the template and sent by a person's word: one task each, seen in full before it goes.

A letter is a task of kind `approve`; its words are the subject, an empty line and the text.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from leadwright.cadences import approving
from leadwright.cadences.models import Enrolment
from leadwright.channels.models import Mailbox
from leadwright.conversations.forms import mailbox_for
from leadwright.conversations.models import Message
from leadwright.conversations.sending import cancel
from leadwright.conversations.writing import queue_email
from leadwright.inbox.settling import UNDO
from leadwright.leads.models import Channel, Lead, LeadList, Status
from leadwright.playbooks.models import Template, TemplateFile
from leadwright.playbooks.rendering import BadTemplate, MissingField, fields_for, render
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member

GREETING = 60  # characters: a first paragraph that is shorter greets
MOST = 50  # letters in one go: as many as a person reads with care


@dataclass
class Drafted:
    """How many letters were made, and for how many people a field was missing, by the names of the fields."""

    made: int = 0
    missing: dict[str, int] = field(default_factory=dict)


def draft(template: Template, of: LeadList, *, by: Member, now: datetime) -> Drafted:
    """One letter for each lead of the list who may be written to by hand. Asked again, it makes none twice."""
    mailbox = mailbox_for(by, None)
    told = Drafted()
    for lead in open_to_letters(of, by)[:MOST]:
        try:
            words = written(template, lead, mailbox)
        except MissingField as error:
            for name in error.names:
                told.missing[name] = told.missing.get(name, 0) + 1
            continue
        ask(
            kind=TaskKind.APPROVE,
            lead=lead,
            owner=by,
            title=_("E-mail to %(name)s: %(subject)s") % {"name": lead.name, "subject": words.partition("\n")[0]},
            why=_("Written from “%s”; it goes when you say so.") % template.name,
            words=words,
            key=f"letter:{template.pk}:{lead.pk}",
            due_at=now,
            now=now,
        )
        told.made += 1
    return told


def open_to_letters(of: LeadList, by: Member) -> QuerySet[Lead]:
    """Own leads whose brief is good, with an address, in no cadence and not opted out: nobody is written to twice."""
    running = Exists(Enrolment.objects.active().filter(lead=OuterRef("pk")))
    leads = Lead.objects.seen_by(by).filter(~running, list=of, owner=by, status=Status.READY).exclude(email="")
    leads = leads.exclude(opt_outs__channel__in=[Channel.ALL, Channel.EMAIL])
    return leads.select_related("account", "brief", "workspace", "owner__user").order_by("pk")


def written(template: Template, lead: Lead, mailbox: Mailbox | None) -> str:
    fields = fields_for(lead, getattr(lead, "brief", None), mailbox)
    try:
        subject = " ".join(render(template.subject, fields).split())
        return f"{subject}\n\n{render(template.body, fields)}"
    except BadTemplate as error:
        raise MissingField([str(error)]) from error


def parts(task: Task) -> tuple[str, str]:
    """The subject and the text of a letter."""
    subject, _line, text = task.words.partition("\n\n")
    return subject, text


def opener(lead: Lead, text: str) -> str:
    """The personal sentence that the brief offers for this person, where the letter has not got it yet."""
    brief = getattr(lead, "brief", None)
    sentence = " ".join(brief.opener.split()) if brief else ""
    return "" if sentence in text else sentence


def with_personal(text: str, sentence: str) -> str:
    """The sentence stands after the greeting, or at the beginning where there is none."""
    sentence = " ".join(sentence.split())
    if not sentence or sentence in text:
        return text
    greeting, gap, rest = text.replace("\r\n", "\n").partition("\n\n")
    if gap and len(greeting) < GREETING and "\n" not in greeting:
        return f"{greeting}\n\n{sentence}\n\n{rest}"
    return f"{sentence}\n\n{text}"


def approve(task: Task, *, subject: str, text: str, by: Member, now: datetime) -> Message | None:
    """The letter goes, as it stands in front of the person. None where it was approved or dropped before, where they
    opted out meanwhile, or where the member has no mailbox."""
    if approving.of_a_cadence(task):
        return approving.approve(task, subject=subject, text=text, by=by, due_at=now + UNDO, now=now)
    mailbox = mailbox_for(by, None)
    with transaction.atomic():
        lead = Lead.objects.select_for_update(no_key=True).get(pk=task.lead_id)
        if mailbox is None or lead.opted_out_of(Channel.EMAIL):
            return None
        if not task.close(by=by, outcome=Task.Outcome.DONE, now=now, told=False):
            return None
        return queue_email(
            lead=lead,
            mailbox=mailbox,
            author=by,
            subject=" ".join(subject.split()),
            text=text,
            automatic=False,
            files=files_of(task),
            due_at=now + UNDO,
            now=now,
        )


def files_of(task: Task) -> list[TemplateFile]:
    """What goes along by the template that the letter was written from."""
    kind, _colon, rest = task.key.partition(":")
    number = rest.partition(":")[0]
    found = kind == "letter" and number.isdecimal() and Template.objects.filter(pk=number).first()
    return found.enclosures if found and found.workspace_id == task.workspace_id else []


def take_back(at: datetime, *, by: Member, now: datetime) -> int:
    """The letters that the member approved at that moment and that have not left wait again. How many."""
    closed = Task.objects.filter(kind=TaskKind.APPROVE, closed_by=by, closed_at=at, outcome=Task.Outcome.DONE)
    count = 0
    for task in closed.select_related("lead"):
        message = Message.objects.filter(lead=task.lead, author=by, outbound=True, at=at).first()
        if message and cancel(message, by=by, now=now):
            count += task.reopen(by=by, now=now)
    return count
