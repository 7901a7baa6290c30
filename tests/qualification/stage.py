"""What the tests of the rooms above share: a lead whose criteria are all shown."""

from leadwright.leads.models import Lead
from leadwright.qualification.criteria import criteria_of
from leadwright.qualification.judging import add_evidence
from tests.cast import MONDAY


def show_everything(lead: Lead, by, *, but: tuple[str, ...] = (), now=MONDAY) -> None:
    for criterion in criteria_of(lead.workspace):
        if criterion.code not in but:
            add_evidence(
                lead,
                criterion=criterion,
                text=f"{criterion.name} is known",
                source="call",
                strength="shown",
                by=by,
                now=now,
            )


def a_reply(lead: Lead, mailbox, *, at=MONDAY, kind="reply", intent="interested", words="Tell me more", **fields):
    """One human answer, as the inbox keeps it."""
    from leadwright.conversations.models import Conversation, Message
    from leadwright.inbox.models import Reply

    thread = Conversation.objects.create(
        workspace=lead.workspace, lead=lead, mailbox=mailbox, subject="Loggers", started_at=at
    )
    message = Message.objects.create(
        workspace=lead.workspace,
        conversation=thread,
        mailbox=mailbox,
        lead=lead,
        outbound=False,
        state=Message.State.RECEIVED,
        message_id=f"<{thread.pk}@pieno-kelias.example>",
        sender=lead.email,
        recipient=mailbox.address,
        subject="Re: Loggers",
        text=words,
        at=at,
    )
    return Reply.objects.create(
        workspace=lead.workspace,
        message=message,
        lead=lead,
        owner=lead.owner,
        kind=kind,
        intent=intent,
        words=words,
        at=at,
        **fields,
    )


def a_brief(lead: Lead, *, at=MONDAY, good=True):
    from leadwright.research.models import Brief

    return Brief.objects.create(
        lead=lead,
        company="Dairy with 33 own trucks",
        need="Records for the audit",
        gap="Nobody can show one load's journey",
        opener="Your depots export to nine countries.",
        role="recommends",
        good_at=at if good else None,
        updated_at=at,
    )
