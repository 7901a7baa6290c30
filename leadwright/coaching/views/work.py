"""A piece of work (a call, an e-mail, a hand-off) with what people say of it: reviews by scorecard, and comments."""

from collections.abc import Sequence

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.coaching import reviewing
from leadwright.coaching.forms import RemarkForm
from leadwright.coaching.models import CardVersion, Mark, Question, Recording, Remark, Review, Scorecard
from leadwright.coaching.shipped import scorecards_of
from leadwright.conversations.models import Message
from leadwright.kit.pages import gone
from leadwright.pipeline.models import Handoff

ROOM = {"room": "coaching"}
LIST_NAMES = {Recording: "recording", Message: "message", Handoff: "handoff"}


def address_of(subject: models.Model) -> str:
    return reverse(f"coaching:{LIST_NAMES[type(subject)]}", args=[subject.pk])


def page_of(request: HttpRequest, subject: models.Model) -> dict:
    """What is said of one piece of work, as far as this member may see it."""
    member = request.member
    scorecards_of(member.workspace, now=request.now)
    seen = reviewing.reviews_seen_by(member, subject)
    done = {review.scorecard_id for review in seen if review.by_id == member.pk and review.published_at}
    may = reviewing.may_review(member, subject)
    remarks = Remark.objects.seen_by(member).filter(**{subject._meta.model_name: subject}).select_related("by__user")
    return {
        "subject": subject,
        "kind": LIST_NAMES[type(subject)],
        "owner": reviewing.whose(subject),
        "reviews": [{"review": review, "marks": said(review)} for review in seen],
        "cards": [card for card in reviewing.scorecards_for(member, subject) if card.pk not in done] if may else [],
        "own_first": reviewing.waiting_for_own(member, subject),
        "remarks": remarks.order_by(models.F("seconds").asc(nulls_first=True), "at"),
        "remark": RemarkForm(timed=isinstance(subject, Recording)) if may else None,
    }


def said(review: Review) -> list[tuple[Question, Mark | None]]:
    marks = {mark.question_id: mark for mark in review.marks.all()}
    return [(question, marks.get(question.pk)) for question in review.version.questions.all()]


@require_GET
def message(request: HttpRequest, pk: int) -> HttpResponse:
    return _piece(request, Message, pk)


@require_GET
def handoff(request: HttpRequest, pk: int) -> HttpResponse:
    return _piece(request, Handoff, pk)


def _piece(request: HttpRequest, kind: type[models.Model], pk: int) -> HttpResponse:
    subject = reviewing.work_seen_by(request.member, kind).get_or_404(pk)
    return render(request, "coaching/work.html", {**page_of(request, subject), **ROOM})


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment of one's own is taken back."""
    found = Remark.objects.seen_by(request.member).filter(by=request.member)
    found = found.select_related("recording", "message", "handoff").get_or_404(pk)
    to = address_of(found.subject)
    found.delete()
    return gone(request, to=to, said=_("Comment taken back."))


def review(kind: type[models.Model]):
    """The form of one scorecard for one piece of work (`?card=`): saved, or published."""

    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        subject = reviewing.work_seen_by(request.member, kind).get_or_404(pk)
        card = _card(request, subject)
        own = Review.objects.of(subject).filter(scorecard=card, by=request.member).select_related("version").first()
        version = own.version if own and own.published_at else card.current
        if request.method == "GET":
            return _form(request, subject, version, own)
        marks = [mark_of(request.POST, question) for question in version.questions.all()]
        publish = "publish" in request.POST
        try:
            reviewing.save(subject, version, marks, by=request.member, publish=publish, now=request.now)
        except reviewing.Refused as refused:
            return _form(request, subject, version, own, marks=marks, refusal=refused.sentence)
        told = _("Published.") if publish else _("Saved. Only you see it until you publish it.")
        return gone(request, to=address_of(subject), said=told)

    return view


def _card(request: HttpRequest, subject: models.Model) -> Scorecard:
    """The scorecard that was asked for, else the first that fits."""
    if not reviewing.may_review(request.member, subject):
        raise Http404
    scorecards_of(request.member.workspace, now=request.now)
    cards = reviewing.scorecards_for(request.member, subject)
    chosen = request.GET.get("card", "")
    found = cards.filter(pk=int(chosen)).first() if chosen.isdecimal() else cards.first()
    if found is None:
        raise Http404
    return found


def _form(
    request: HttpRequest,
    subject: models.Model,
    version: CardVersion,
    own: Review | None,
    *,
    marks: Sequence[Mark] = (),
    refusal: str = "",
) -> HttpResponse:
    kept = {mark.question_id: mark for mark in own.marks.all()} if own else {}
    kept |= {mark.question_id: mark for mark in marks}
    rows = [
        {"question": each, "mark": kept.get(each.pk), "range": range(each.low, each.high + 1)}
        for each in version.questions.all()
    ]
    page = {
        "subject": subject, "kind": LIST_NAMES[type(subject)], "owner": reviewing.whose(subject),
        "card": version.scorecard, "version": version, "rows": rows, "refusal": refusal, "back": address_of(subject),
        "own": reviewing.whose(subject) == request.member, **ROOM,
    }  # fmt: skip
    return render(request, "coaching/review.html", page, status=422 if refusal else 200)


def mark_of(given, question: Question) -> Mark:
    """What a form says to one question; what is no answer to it is none."""
    value, listed = given.get(f"q{question.pk}", ""), given.getlist(f"q{question.pk}")
    mark = Mark(question=question, left_out=bool(given.get(f"out{question.pk}")) and not question.mandatory)
    if mark.left_out:
        return mark
    if question.kind in {Question.Kind.RANGE, Question.Kind.YES_NO}:
        low, high = (question.low, question.high) if question.kind == Question.Kind.RANGE else (0, 1)
        mark.number = int(value) if value.isdecimal() and low <= int(value) <= high else None
    elif question.kind == Question.Kind.OPEN:
        mark.words = value.strip()[:4000]
    elif question.kind in {Question.Kind.SINGLE, Question.Kind.MULTI}:
        most = 1 if question.kind == Question.Kind.SINGLE else len(question.choices)
        mark.chosen = [choice for choice in question.choices if choice in listed][:most]
    return mark


def remarks(kind: type[models.Model]):
    """A comment: praise, criticism or a note."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        subject = reviewing.work_seen_by(request.member, kind).get_or_404(pk)
        if not reviewing.may_review(request.member, subject):
            raise Http404
        form = RemarkForm(request.POST, timed=kind is Recording)
        if not form.is_valid():
            page = {**page_of(request, subject), "remark": form, **ROOM}
            return render(request, "coaching/comment.html", page, status=422)
        remark = form.save(commit=False)
        remark.workspace_id, remark.member, remark.by = (
            request.member.workspace_id,
            reviewing.whose(subject),
            request.member,
        )
        remark.at = request.now
        setattr(remark, LIST_NAMES[kind], subject)
        remark.save()
        return gone(request, to=address_of(subject) + f"#remark-{remark.pk}", said=_("Comment kept."))

    return view
