"""Lessons are taken and cards recalled; who knows enough of a topic passes the gates that ask for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from leadwright.cadences.models import Clearance
from leadwright.team.models import Member
from leadwright.training.models import Card, Grade, Lesson, Onboarding, Recall, Requirement, Taken, Talk, Topic
from leadwright.training.recalling import GRADES, graded, readiness

TALKS_HOLD = timedelta(days=60)  # a talk that was practised longer ago counts for nothing


def take(lesson: Lesson, *, by: Member, now: datetime) -> None:
    """The lesson is taken, and its cards are asked from now on. Twice is once; one that was changed since is taken
    anew. One that was taken out of its path is taken by nobody."""
    if lesson.out_at or lesson.topic.out_at:
        return
    with transaction.atomic():
        taken, new = Taken.objects.get_or_create(lesson=lesson, member=by, defaults={"at": now})
        if not new and lesson.changed_at and taken.at < lesson.changed_at:
            taken.at = now
            taken.save(update_fields=["at"])
        cards = lesson.cards.standing()
        Recall.objects.bulk_create((Recall(card=card, member=by, due_at=now) for card in cards), ignore_conflicts=True)


def due(member: Member, *, now: datetime) -> QuerySet[Recall]:
    """The cards to recall now, those that wait longest first."""
    cards = Card.objects.seen_by(member).standing()
    found = Recall.objects.filter(member=member, due_at__lte=now, card__in=cards)
    return found.select_related("card__lesson__topic").order_by("due_at", "pk")


def answer(recall: Recall, grade: str, said: str, *, now: datetime) -> Recall:
    """The member's own grade of what they recalled; the scheduler says when it is asked again. A card that is not due
    (somebody pressed twice) is left as it is."""
    if grade not in GRADES:
        raise ValueError(f"{grade} is no grade")
    with transaction.atomic():
        fresh = Recall.objects.select_for_update().select_related("card__lesson", "member").get(pk=recall.pk)
        if fresh.due_at > now:
            return fresh
        fresh.state, fresh.due_at = graded(fresh.state, grade, now)
        fresh.save(update_fields=["state", "due_at"])
        Grade.objects.create(recall=fresh, grade=grade, said=said[:2000], at=now)
        pass_gates(fresh.member, fresh.card.lesson.topic_id, now=now)
    return fresh


def ready(member: Member, topics: QuerySet[Topic] | list[Topic], *, now: datetime) -> dict[int, float]:
    """How ready the member is by topic, 0 to 1."""
    return {topic: found.get(member.pk, 0.0) for topic, found in team_ready([member], topics, now=now).items()}


def team_ready(members: list[Member], topics, *, now: datetime) -> dict[int, dict[int, float]]:
    """Of each topic, how ready each member is; asked in two or three questions."""
    wanted = [topic.pk for topic in topics]
    cards: dict[int, int] = dict.fromkeys(wanted, 0)
    asked_of = Card.objects.standing().filter(lesson__topic__in=wanted)
    for topic in asked_of.values_list("lesson__topic", flat=True):
        cards[topic] += 1
    rows = Recall.objects.filter(card__in=asked_of, member__in=[member.pk for member in members])
    states: dict[tuple[int, int], list[dict]] = {}
    for topic, member, state in rows.values_list("card__lesson__topic", "member", "state"):
        states.setdefault((topic, member), []).append(state)
    asked = {topic.pk: topic.talks for topic in topics}
    went = _went([one.pk for one in members], [pk for pk, many in asked.items() if many], now)
    return {
        topic: {
            one.pk: readiness(
                states.get((topic, one.pk), []),
                cards[topic],
                now,
                talks=asked[topic],
                shares=went.get((topic, one.pk), []),
            )
            for one in members
        }
        for topic in wanted
    }


def _went(members: list[int], topics: list[int], now: datetime) -> dict[tuple[int, int], list[float]]:
    """How the talks of the last time went, 0 to 1, by topic and member."""
    found: dict[tuple[int, int], list[float]] = {}
    if topics:
        rows = Talk.objects.filter(topic__in=topics, member__in=members, ended_at__gte=now - TALKS_HOLD)
        for topic, member, percent in rows.values_list("topic", "member", "percent"):
            found.setdefault((topic, member), []).append((percent or 0) / 100)
    return found


def pass_gates(member: Member, topic_id: int, *, now: datetime) -> None:
    """Where the member knows enough now, each gate that asks for this topic lets them through, for good: nobody loses
    a cadence in the middle of their work because a card fell due."""
    asked = Requirement.objects.filter(topic_id=topic_id).select_related("topic")
    asked = [one for one in asked if one.topic.workspace_id == member.workspace_id]
    if not asked:
        return
    share = ready(member, [asked[0].topic], now=now)[topic_id]
    passed = [Clearance(gate_id=one.gate_id, member=member, at=now) for one in asked if share * 100 >= one.percent]
    Clearance.objects.bulk_create(passed, ignore_conflicts=True)


def behind(member: Member, *, today: date) -> tuple[Onboarding | None, list[Lesson]]:
    """A new member's onboarding, and the lessons whose day has come and that are not taken."""
    begun = Onboarding.objects.filter(member=member).first()
    if begun is None:
        return None, []
    day = working_day(begun.begins_on, today)
    lessons = Lesson.objects.seen_by(member).standing().filter(day__lte=day).exclude(taken__member=member)
    return begun, list(lessons.select_related("topic").order_by("day", "topic", "position"))


def working_day(begins_on: date, today: date) -> int:
    """The how manieth working day since then today is, that day being the first; 0 before it."""
    return sum((begins_on + timedelta(days=at)).weekday() < 5 for at in range((today - begins_on).days + 1))


@dataclass(frozen=True)
class Ramp:
    """How far a new member has come: of `due` lessons whose day has come they took `taken`; `lessons` in all."""

    member: Member
    begins_on: date
    day: int
    due: int
    taken: int
    lessons: int

    @property
    def behind(self) -> int:
        return self.due - self.taken


def ramps(workspace_id: int, *, today: date) -> list[Ramp]:
    """Every onboarding that is not through, the newest first."""
    begun = Onboarding.objects.filter(member__workspace_id=workspace_id, member__active=True)
    begun = list(begun.select_related("member__user").order_by("-begins_on", "member"))
    if not begun:
        return []
    lessons = list(Lesson.objects.filter(workspace_id=workspace_id).standing().values_list("pk", "day"))
    took = Taken.objects.filter(member__in=[one.member_id for one in begun], lesson__workspace=workspace_id)
    took = set(took.values_list("member", "lesson"))
    found = []
    for one in begun:
        day = working_day(one.begins_on, today)
        due = [pk for pk, on in lessons if on <= day]
        taken = sum((one.member_id, pk) in took for pk in due)
        if taken < len(lessons):
            found.append(Ramp(one.member, one.begins_on, day, len(due), taken, len(lessons)))
    return found
