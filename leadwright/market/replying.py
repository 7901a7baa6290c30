"""How a simulated rep works the inbox: reads with care, corrects the reading, answers, decides."""

from datetime import datetime, timedelta

from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.knowledge.models import Answer
from leadwright.knowledge.plaintext import plain
from leadwright.market import judging
from leadwright.market.models import Letter, Market
from leadwright.market.reactions import TALKS
from leadwright.qualification.models import Verdict
from leadwright.team.models import Member

HANDLED_AFTER = timedelta(minutes=30)
MEANINGS = {
    "out_of_office": (Kind.OUT_OF_OFFICE, ""),
    "auto_reply": (Kind.AUTO_REPLY, ""),
    "bounce": (Kind.BOUNCE, ""),
    "soft_bounce": (Kind.BOUNCE, ""),
}
FACTS = {True: Intent.INTERESTED, False: Intent.NOT_INTERESTED}
QUESTIONS = (
    "May I ask three things so that I do not waste your time: how many vehicles and people are you, "
    "by when would you want this solved, and is there a budget for it?"
)
OWN_WORDS = {
    "meeting": "Gladly. So that my colleague comes prepared: ",
    "interested": "Thank you, good to hear. ",
    "objection": "I understand, and would ask the same. Most of our customers had another solution before. ",
    "question": "Good question; I ask a colleague and come back to you with the exact figure. ",
}


def answer_waiting(market: Market, members: list[Member], now: datetime) -> None:
    waiting = Reply.objects.filter(owner__in=members, settled_at=None, at__lte=now - HANDLED_AFTER)
    waiting = waiting.select_related(
        "message__mailbox", "lead__workspace", "lead__account", "lead__owner", "owner__user"
    )
    replies = list(waiting.order_by("at", "pk"))
    letters = {
        letter.message_id: letter
        for letter in Letter.objects.filter(message_id__in=[reply.message.message_id for reply in replies])
    }
    for reply in replies:
        letter = letters.get(reply.message.message_id)
        settle(reply, letter.kind if letter else "", letter.says if letter else {}, now)


def settle(reply: Reply, kind: str, says: dict, now: datetime) -> None:
    """`kind` and `says` are what the writer meant: a person who reads with care gets that."""
    by, lead = reply.owner, reply.lead
    read_with_care(reply, kind, says, now)
    source = f"E-mail of {reply.at:%-d %B %Y}"
    reply.refresh_from_db()
    if reply.settled_at:
        return
    if kind in TALKS:
        if says.get("evidence"):
            judging.judge(lead, says, source=source, now=now)
        reply.answer(words_for(reply, kind), by, now)
        return
    if kind in {"facts", "not_now"}:
        judging.judge(lead, says, source=source, now=now)
    elif kind == "referral":
        judging.drop(lead, reason=Verdict.Reason.WRONG_PERSON, note=f"Named {says.get('name', '')}.", now=now)
    elif kind == "not_interested":
        judging.drop(lead, reason=Verdict.Reason.NOT_INTERESTED, note="Said so by e-mail.", now=now)
    reply.refresh_from_db()
    if not reply.settled_at:
        reply.close(by, now)


def read_with_care(reply: Reply, kind: str, says: dict, now: datetime) -> None:
    """Where the program read it otherwise, the rep corrects it."""
    if kind == "facts":
        if reply.kind == Kind.REPLY:
            return  # an answer to our questions may be read in more than one way
        kind_meant, intent = Kind.REPLY, str(FACTS[bool(says.get("agrees"))])
    else:
        kind_meant, intent = MEANINGS.get(kind, (Kind.REPLY, kind))
    if kind and (reply.kind, reply.intent) != (kind_meant, intent):
        reply.correct(kind_meant, intent, reply.owner, now)


def words_for(reply: Reply, kind: str) -> str:
    """The drafted answer where the articles gave one, else the rep's own words; then the questions."""
    draft = Answer.objects.filter(workspace_id=reply.workspace_id, key=f"reply:{reply.pk}").values_list(
        "draft", flat=True
    )
    drafted = plain(draft.first() or "")
    opening = f"Hello {reply.lead.given_name},\n\n" if reply.lead.given_name else "Hello,\n\n"
    if drafted:
        return drafted if drafted.lower().startswith(("hello", "dear", "hi ", "laba")) else opening + drafted
    return f"{opening}{OWN_WORDS[kind]}{QUESTIONS}\n\n{reply.owner.first_name}"
