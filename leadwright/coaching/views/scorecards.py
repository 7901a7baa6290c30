"""Scorecards as managers write them, and the comparison of those who scored the same call."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.coaching import reviewing
from leadwright.coaching.comparing import compared
from leadwright.coaching.forms import QuestionForms, ScorecardForm
from leadwright.coaching.models import Calibration, CardVersion, Recording, Scorecard
from leadwright.coaching.shipped import scorecards_of, write_version
from leadwright.kit.pages import gone

ROOM = {"room": "coaching"}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    scorecards_of(request.member.workspace, now=request.now)
    cards = Scorecard.objects.seen_by(request.member).prefetch_related("versions__questions", "reviews")
    return render(request, "coaching/scorecards.html", {"cards": cards.order_by("retired_at", "name"), **ROOM})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, Scorecard(workspace=request.member.workspace, made_by=request.member))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, Scorecard.objects.seen_by(request.member).get_or_404(pk))


def _form(request: HttpRequest, card: Scorecard) -> HttpResponse:
    version = card.current if card.pk else None
    posted = request.POST if request.method == "POST" else None
    form = ScorecardForm(posted, instance=card, workspace=request.member.workspace, auto_id="card_%s")
    questions = QuestionForms(posted, initial=_as_said(version), prefix="q")
    if request.method == "POST" and form.is_valid() and questions.is_valid():
        rows = [_kept(one.cleaned_data) for one in questions if one.cleaned_data.get("text")]
        if rows:
            card = form.save()
            if version is None or rows != [_kept(row) for row in _as_rows(version)]:
                version = write_version(card, rows, by=request.member, now=request.now)
            said = _("Kept, version %s. What was scored before stays as it is.") % version.number
            return gone(request, to=reverse("coaching:scorecards"), said=said)
        form.add_error(None, _("Write one question at least."))
    page = {"form": form, "questions": questions, "card": card, "version": version, **ROOM}
    return render(request, "coaching/scorecard.html", page, status=422 if posted is not None else 200)


@require_POST
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Not offered any more, or again; what was scored by it stays."""
    card = Scorecard.objects.seen_by(request.member).get_or_404(pk)
    card.retired_at = None if card.retired_at else request.now
    card.save(update_fields=["retired_at"])
    return gone(
        request, to=reverse("coaching:scorecards"), said=_("Retired.") if card.retired_at else _("In use again.")
    )


@require_http_methods(["GET", "POST"])
def calibration(request: HttpRequest, pk: int) -> HttpResponse:
    """Managers score the same call, each without seeing the others; then their marks stand side by side."""
    recording = Recording.objects.seen_by(request.member).select_related("member__user").get_or_404(pk)
    cards = reviewing.scorecards_for(request.member, recording)
    if request.method == "POST":
        chosen = request.POST.get("card", "")
        card = cards.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        if card is None:
            raise Http404
        said = {"workspace_id": recording.workspace_id, "asked_by": request.member, "asked_at": request.now}
        Calibration.objects.get_or_create(scorecard=card, recording=recording, defaults=said)
        return gone(request, to=request.path, said=_("From now on each scores it without seeing the others."))
    seen = reviewing.reviews_seen_by(request.member, recording)
    tables = [compared([one for one in seen if one.published_at and one.scorecard_id == card.pk]) for card in cards]
    asked = Calibration.objects.filter(recording=recording).select_related("scorecard", "asked_by__user")
    page = {"recording": recording, "tables": [one for one in tables if one], "asked": asked, "cards": cards, **ROOM}
    return render(request, "coaching/calibration.html", page)


def _as_rows(version: CardVersion | None) -> list[dict]:
    names = ("text", "kind", "mandatory", "low", "high", "choices", "guide")
    return [{name: getattr(one, name) for name in names} for one in version.questions.all()] if version else []


def _as_said(version: CardVersion | None) -> list[dict]:
    return [{**row, "choices": "\n".join(row["choices"])} for row in _as_rows(version)]


def _kept(row: dict) -> dict:
    return {name: row[name] for name in ("text", "kind", "mandatory", "low", "high", "choices", "guide")}
