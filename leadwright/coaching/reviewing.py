"""A scorecard is filled in for a call, an e-mail or a hand-off: saved as often as one likes, published once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from leadwright.coaching.models import Calibration, CardVersion, Mark, Question, Recording, Review, Scorecard
from leadwright.coaching.scoring import Asked, lacking, score
from leadwright.coaching.seeing import Reader, Written, may_see
from leadwright.conversations.models import Message
from leadwright.pipeline.models import Handoff
from leadwright.team.access import SELLERS
from leadwright.team.models import Member


class Refused(Exception):
    """This cannot be done; the sentence says why. Nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def whose(subject: models.Model) -> Member | None:
    """Whose work a recording, a message or a hand-off is."""
    if isinstance(subject, Recording):
        return subject.member
    if isinstance(subject, Message):
        return subject.author
    return subject.offered_by


def work_seen_by(member: Member, kind: type[models.Model]) -> models.QuerySet:
    """The pieces of work that a member may review or comment on: their own; managers everybody's."""
    if kind is Recording:
        return Recording.objects.seen_by(member).select_related("member__user", "lead__account", "call")
    if kind is Message:
        found = Message.objects.seen_by(member).filter(outbound=True).exclude(author=None)
        mine = {"author": member}
        found = found.select_related("author__user", "lead__account")
    else:
        found, mine = Handoff.objects.seen_by(member), {"offered_by": member}
        found = found.select_related("offered_by__user", "offered_to__user", "lead__account")
    return found if member.manages else found.filter(**mine)


def may_review(member: Member, subject: models.Model) -> bool:
    owner = whose(subject)
    return owner is not None and (member.manages or member == owner)


def scorecards_for(member: Member, subject: models.Model) -> models.QuerySet[Scorecard]:
    return Scorecard.objects.seen_by(member).filter(of=subject._meta.model_name, retired_at=None).order_by("name")


def asked(review: Review | None, questions: Iterable[Question]) -> list[Asked]:
    """The questions with what the review marked, as coaching/scoring.py weighs them."""
    marks = {mark.question_id: mark for mark in review.marks.all()} if review else {}
    found = []
    for one in questions:
        mark = marks.get(one.pk) or Mark()
        found.append(
            Asked(
                kind=one.kind, mandatory=one.mandatory, low=one.low, high=one.high, choices=tuple(one.choices),
                number=mark.number, chosen=tuple(mark.chosen), words=mark.words, left_out=mark.left_out,
            )
        )  # fmt: skip
    return found


def save(
    subject: models.Model, version: CardVersion, marks: list[Mark], *, by: Member, publish: bool, now: datetime
) -> Review:
    """What `by` thinks of it, as it stands; published, others see it. Raises `Refused` where it is published already,
    where it is not theirs to review, or where a mandatory question has no answer."""
    owner = whose(subject)
    if not may_review(by, subject):
        raise Refused(_("Only whose work it is and managers review it."))
    with transaction.atomic():
        said = {"version": version, "member": owner, "workspace_id": by.workspace_id, "saved_at": now}
        review, _new = Review.objects.select_for_update().get_or_create(
            scorecard_id=version.scorecard_id, by=by, **{subject._meta.model_name: subject}, defaults=said
        )
        if review.published_at:
            raise Refused(_("This review is published. It stays as it is."))
        review.marks.all().delete()
        for mark in marks:
            mark.review = review
        Mark.objects.bulk_create(marks)
        weighed = asked(Review.objects.prefetch_related("marks").get(pk=review.pk), version.questions.all())
        if publish and (missing := lacking(weighed)):
            texts = [question.text for question in version.questions.all()]
            raise Refused(_("Still to be answered: %s") % "; ".join(texts[at] for at in missing))
        review.version, review.saved_at, review.score = version, now, score(weighed)
        review.published_at = now if publish else None
        review.save(update_fields=["version", "saved_at", "score", "published_at"])
    return review


def reviews_seen_by(member: Member, subject: models.Model) -> list[Review]:
    """The reviews of one piece of work that this member may read, whose own first (coaching/seeing.py)."""
    rows = Review.objects.filter(workspace_id=member.workspace_id).of(subject)
    rows = rows.select_related("scorecard", "by__user", "version").prefetch_related("marks", "version__questions")
    rows = list(rows.order_by("scorecard__name", "saved_at"))
    wrote = {row.scorecard_id for row in rows if row.by_id == member.pk and row.published_at}
    compared = set()
    if isinstance(subject, Recording):
        compared = set(Calibration.objects.filter(recording=subject).values_list("scorecard_id", flat=True))
    seen = [row for row in rows if may_see(_written(row, compared), _reader(member, row.scorecard_id in wrote))]
    return sorted(seen, key=lambda row: (row.scorecard.name, not row.is_own))


def _written(row: Review, compared: set[int]) -> Written:
    return Written(
        by=row.by_id,
        member=row.member_id,
        audience=row.scorecard.audience,
        published=row.published_at is not None,
        calibrated=row.scorecard_id in compared,
    )


def _reader(member: Member, wrote: bool) -> Reader:
    return Reader(member=member.pk, manages=member.manages, sells=member.role in SELLERS, wrote=wrote)


def waiting_for_own(member: Member, subject: models.Model) -> list[Scorecard]:
    """Scorecards by which a manager's review waits until this member has written their own first."""
    if whose(subject) != member:
        return []
    rows = Review.objects.filter(workspace_id=member.workspace_id).of(subject).published()
    rows = rows.exclude(scorecard__audience=Scorecard.Audience.MANAGERS).select_related("scorecard")
    own = {row.scorecard_id for row in rows if row.by_id == member.pk}
    return list({row.scorecard for row in rows if row.scorecard_id not in own and row.by_id != member.pk})
