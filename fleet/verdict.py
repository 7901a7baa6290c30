"""What came of the sends: the product's own tables beside the file of the server that took the mails."""

from collections import Counter
from dataclasses import dataclass, field

from fleet.floor import Floor
from fleet.sink import Post


@dataclass
class Verdict:
    """Figures of a run, and the sentences that say what is wrong with them; none where everything holds."""

    sends: int = 0
    delivered: int = 0
    failed: int = 0
    unknown: int = 0
    lost_answers: int = 0
    duplicates: int = 0
    wrong: list[str] = field(default_factory=list)

    def expect(self, holds: bool, words: str) -> None:
        if not holds:
            self.wrong.append(words)


def judge(floor: Floor, post: Post, *, most_unknown: int, whole: bool = True) -> Verdict:
    """All mails are settled (where not `whole`, others may wait still); `most_unknown` of them may be doubtful."""
    from leadwright.conversations.models import Message

    messages = Message.objects.filter(lead__in=floor.people, outbound=True)
    if not whole:
        messages = messages.exclude(state="queued")
    rows = list(messages.values_list("pk", "message_id", "state"))
    taken = post.message_ids()
    states = Counter(state for _pk, _id, state in rows)
    by_state = {state: {each for _pk, each, had in rows if had == state} for state in states}
    sent, unknown = by_state.get("sent", set()), by_state.get("unknown", set())
    found = Verdict(
        sends=len(rows),
        delivered=len(sent),
        failed=states["failed"],
        unknown=len(unknown),
        lost_answers=post.lost(),
        duplicates=sum(count - 1 for count in taken.values()),
    )
    found.expect(found.duplicates == 0, f"{found.duplicates} mails were taken more than once")
    found.expect(not whole or len(rows) == len(floor.people), f"{len(rows)} mails for {len(floor.people)} people")
    found.expect(states.total() == sum(states[s] for s in ("sent", "failed", "unknown")), f"not settled: {states}")
    found.expect(sent <= set(taken), f"{len(sent - set(taken))} mails count as sent and were never taken")
    found.expect(set(taken) <= sent | unknown, f"{len(set(taken) - sent - unknown)} mails were taken and do not count")
    found.expect(len(unknown) <= most_unknown, f"{len(unknown)} are not known, at most {most_unknown} may be")
    told_and_asked(found, floor, [pk for pk, _id, state in rows if state == "unknown"])
    return found


def told_and_asked(found: Verdict, floor: Floor, doubtful: list[int]) -> None:
    """One line of the ledger for each mail that was sent, one task for each that is doubtful, and it is shown."""
    from leadwright.activities.models import Activity, Kind
    from leadwright.cadences.models import Enrolment, Touch
    from leadwright.conversations.models import Message
    from leadwright.tasks.models import Task

    told = Activity.objects.filter(lead__in=floor.people, kind=Kind.EMAIL_SENT).count()
    found.expect(told == found.delivered, f"{told} lines of the ledger for {found.delivered} mails")
    touches = Touch.objects.filter(enrolment__lead__in=floor.people, message__isnull=False).count()
    mails = Message.objects.filter(lead__in=floor.people, outbound=True).count()
    found.expect(touches == mails, f"{touches} touches for {mails} mails")
    put_off = Enrolment.objects.filter(lead__in=floor.people, due_why__startswith="An error").count()
    found.expect(not put_off, f"{put_off} enrolments were put off as errors of the program")
    asked = Counter(Task.objects.filter(lead__in=floor.people, kind="settle").values_list("key", flat=True))
    keys = {f"settle:{pk}" for pk in doubtful}
    missing = len(keys - set(asked))
    found.expect(not missing, f"{missing} doubtful mails have no task")
    found.expect(all(asked[key] == 1 for key in keys), "a doubtful mail has more than one task")
    open_still = Task.objects.filter(key__in=set(asked) - keys, kind="settle", closed_at=None).count()
    found.expect(not open_still, f"{open_still} tasks ask about mails that are known by now")
