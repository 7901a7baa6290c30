"""A path is built and mended. What members took and recalled of it stays, with the words that it was held against; what
is taken out is taught, asked and counted no more, and may be put back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.cadences.models import Cadence, Gate
from leadwright.knowledge.plaintext import plain
from leadwright.team.access import SELLERS
from leadwright.team.models import Member
from leadwright.training.learning import pass_gates, take
from leadwright.training.models import Card, Lesson, Requirement, Taken, Topic

AWAY = 10_000  # of the positions: no path has as many lessons


def mend(topic: Topic, *, now: datetime) -> None:
    """Its name, its kind or the talks that it asks for are others; its gates say so too."""
    with transaction.atomic():
        topic.save()
        for one in topic.requirements.select_related("gate"):
            one.gate.asks = asks(topic, one.percent)
            one.gate.save(update_fields=["asks"])
        look_again(topic, now=now)


def add(lesson: Lesson, topic: Topic) -> Lesson:
    """The path's last lesson from now on."""
    with transaction.atomic():
        Topic.objects.select_for_update().get(pk=topic.pk)
        last = topic.lessons.order_by("-position").values_list("position", flat=True).first()
        lesson.workspace_id, lesson.topic, lesson.position = topic.workspace_id, topic, (last or 0) + 1
        lesson.save()
    return lesson


def of_an_article(lesson: Lesson, topic: Topic) -> Lesson:
    """A lesson called as its article is, with a card that asks for it by that title."""
    article = lesson.article
    with transaction.atomic():
        lesson.title = article.title[:160]
        add(lesson, topic)
        words = {"question": article.title[:300], "answer": plain(article.body)[:2000]}
        Card.objects.create(workspace_id=topic.workspace_id, lesson=lesson, **words)
    return lesson


def place(lesson: Lesson, at: int) -> None:
    """The lesson becomes the path's `at`th of those that stand, counted from 1."""
    with transaction.atomic():
        Topic.objects.select_for_update().get(pk=lesson.topic_id)
        rows = list(Lesson.objects.filter(topic=lesson.topic_id).exclude(pk=lesson.pk).order_by("position"))
        standing = [row for row in rows if not row.out_at]
        before = rows.index(standing[at - 1]) if 0 < at <= len(standing) else len(rows)
        rows.insert(max(0, before), lesson)
        for begins in (AWAY, 1):  # two lessons may at no time stand at one place
            for position, row in enumerate(rows, begins):
                row.position = position
            Lesson.objects.bulk_update(rows, ["position"])


def ask(card: Card, *, now: datetime) -> Card:
    """The card is kept; whoever took its lesson is asked it too."""
    with transaction.atomic():
        card.save()
        for taken in Taken.objects.filter(lesson=card.lesson).select_related("member"):
            take(card.lesson, by=taken.member, now=now)
    return card


def ask_instead(old: Card, question: str, answer: str, *, now: datetime) -> Card:
    """Another question in its place, that is new to everybody; what was recalled of the old one stays with it."""
    with transaction.atomic():
        take_out(old, now=now)
        return ask(Card(workspace_id=old.workspace_id, lesson=old.lesson, question=question, answer=answer), now=now)


def take_out(what: Topic | Lesson | Card, *, now: datetime) -> None:
    """Nobody is taught or asked it any more. The gates of a path that is taken out fall: nobody could pass them. Twice
    is once."""
    with transaction.atomic():
        if what.out_at is None:
            what.out_at = now
            what.save(update_fields=["out_at"])
        topic = topic_of(what)
        if topic.out_at:
            Gate.objects.filter(requirement__topic=topic).delete()
        else:
            look_again(topic, now=now)


def put_back(what: Topic | Lesson | Card, *, now: datetime) -> None:
    """It is taught and asked again, of each where they stood; the gates that fell with a path do not stand again."""
    what.out_at = None
    what.save(update_fields=["out_at"])
    look_again(topic_of(what), now=now)


def topic_of(what: Topic | Lesson | Card) -> Topic:
    return what if isinstance(what, Topic) else what.topic if isinstance(what, Lesson) else what.lesson.topic


def set_gate(cadence: Cadence, topic: Topic, percent: int, *, by: Member, now: datetime) -> None:
    """No enrolment on that cadence by who does not know this path so well; who does already is let through."""
    with transaction.atomic():
        kept = {"asks": asks(topic, percent), "set_by": by, "at": now}
        gate, _new = Gate.objects.update_or_create(cadence=cadence, defaults=kept)
        gate.clearances.all().delete()
        Requirement.objects.update_or_create(gate=gate, defaults={"topic": topic, "percent": percent})
        look_again(topic, now=now)


def asks(topic: Topic, percent: int) -> str:
    """What a gate says to whom it holds."""
    words = _("“%(topic)s” is to be known to %(percent)s %% first: recall it under Training.")
    return (words % {"topic": topic.name, "percent": percent})[:200]


def look_again(topic: Topic, *, now: datetime) -> None:
    """Fewer questions, or a new gate: whoever knows enough now is let through."""
    if topic.requirements.exists():
        for member in Member.objects.filter(workspace_id=topic.workspace_id, active=True, role__in=SELLERS):
            pass_gates(member, topic.pk, now=now)
