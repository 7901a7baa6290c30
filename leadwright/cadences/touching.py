"""Doing one step: a mail is written and queued, a call or a LinkedIn touch becomes a task with its words."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from leadwright.cadences.models import Enrolment, Step, StepKind, Touch
from leadwright.cadences.snapshots import Batch
from leadwright.conversations.models import Message
from leadwright.conversations.writing import letter
from leadwright.playbooks.models import Template
from leadwright.playbooks.rendering import MissingField, fields_for, render
from leadwright.tasks.asking import request
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member

# A mail of these states was, or may have been, read: a follow-up answers it.
GONE = {Message.State.SENT, Message.State.UNKNOWN}

# What a step that is no mail asks of a person.
ASKED = {
    StepKind.EMAIL: (TaskKind.APPROVE, _("E-mail to %(name)s, for you to approve")),
    StepKind.VIEW: (TaskKind.LINKEDIN, _("Look at the LinkedIn profile of %(name)s")),
    StepKind.LINKEDIN: (TaskKind.LINKEDIN, _("Connect with %(name)s on LinkedIn")),
    StepKind.MESSAGE: (TaskKind.LINKEDIN, _("Write to %(name)s on LinkedIn")),
    StepKind.COMMENT: (TaskKind.LINKEDIN, _("Comment on a post by %(name)s on LinkedIn")),
    StepKind.CALL: (TaskKind.CALL, _("Call %(name)s")),
    StepKind.VOICEMAIL: (TaskKind.CALL, _("Leave a voicemail for %(name)s")),
    StepKind.SMS: (TaskKind.OTHER, _("Send %(name)s a text message")),
    StepKind.OTHER: (TaskKind.OTHER, _("%(step)s: %(name)s")),
}


def touch(enrolment: Enrolment, step: Step, batch: Batch, *, why: str, now: datetime) -> Touch:
    """Do the step, as a draft of the batch. The row says that it is under way; the constraint says that it is done
    once, for ever.

    Raises MissingField or BadTemplate before anything is drafted.
    """
    fields = fields_of(enrolment)
    variant = batch.variant(step, enrolment)
    template = variant.template if variant else step.template
    words = render(template.body, fields) if template else ""  # a wait, a look at a profile: no words
    made: dict[str, Message | Task] = {}
    if step.kind == StepKind.EMAIL:
        parent = None if step.new_thread else last_mail(batch.touches[enrolment.pk])
        if step.approved_first:
            subject = subject_of(step, template, parent, fields)
            made["task"] = job(enrolment, step, f"{subject}\n\n{words}", why=why, now=now)
            batch.drafts.tasks.append(made["task"])
        else:
            subject = subject_of(step, template, parent, fields)
            made["message"] = mail(enrolment, template, subject, words, parent, now=now)
            batch.drafts.messages.append(made["message"])
            batch.room[enrolment.mailbox_id] -= 1
    elif step.kind != StepKind.WAIT:
        made["task"] = job(enrolment, step, words, why=why, now=now)
        batch.drafts.tasks.append(made["task"])
    again = next((each for each in batch.touches[enrolment.pk] if each.step_id == step.pk), None)
    if again is None:
        again = Touch(enrolment=enrolment, step=step, variant=variant, at=now, **made)
        batch.touches[enrolment.pk].append(again)
    else:  # its mail was called off before it left
        again.message, again.task = made.get("message"), made.get("task")
        again.variant, again.at, again.why = variant, now, ""
    batch.drafts.touch(again)
    enrolment.position = step.position
    return again


def fields_of(enrolment: Enrolment) -> dict:
    lead = enrolment.lead
    return fields_for(lead, getattr(lead, "brief", None), enrolment.mailbox)


def mail(
    enrolment: Enrolment, template: Template | None, subject: str, words: str, parent: Message | None, *, now: datetime
) -> Message:
    return letter(
        lead=enrolment.lead,
        mailbox=enrolment.mailbox,
        author=enrolment.mailbox.member,
        subject=subject,
        text=words,
        automatic=True,
        parent=parent,
        files=template.enclosures if template else (),
        tracked=bool(template and template.tracked),
        due_at=now,
        now=now,
    )


def subject_of(step: Step, template: Template | None, parent: Message | None, fields: dict) -> str:
    """A follow-up keeps the subject of what it follows. A thread that begins needs one of its own."""
    if parent is not None:
        return parent.subject if parent.subject.lower().startswith("re:") else f"Re: {parent.subject}"
    own = template.subject if template else ""
    subject = " ".join(render(own or first_subject(step), fields).split())
    if not subject:
        raise MissingField(["subject"])
    return subject


def first_subject(step: Step) -> str:
    """Where the first mail was left out, the mail that comes first takes its subject over."""
    mails = Step.objects.filter(version=step.version_id, kind=StepKind.EMAIL).exclude(template__subject="")
    return mails.order_by("position").values_list("template__subject", flat=True).first() or ""


def last_mail(touches: list[Touch]) -> Message | None:
    """The last mail of this cadence that left, and that a follow-up answers."""
    gone = [each.message for each in touches if each.message and each.message.state in GONE]
    return gone[-1] if gone else None


def job(enrolment: Enrolment, step: Step, words: str, *, why: str, now: datetime) -> Task:
    lead = enrolment.lead
    kind, title = ASKED[step.kind]
    return request(
        kind=kind,
        lead=lead,
        owner=owner_of(enrolment),
        title=str(title) % {"name": lead.name, "step": step.name},
        why=why,
        words=words,
        key=f"touch:{enrolment.pk}:{step.pk}",
        due_at=now,
        now=now,
    )


def owner_of(enrolment: Enrolment) -> Member:
    """Who does what the cadence asks for: the lead's owner; where there is none, whose mailbox writes."""
    return enrolment.lead.owner or enrolment.mailbox.member
