"""People: how each stands with praise, criticism and goals, and the page of their one-to-one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.coaching import progress
from leadwright.coaching.forms import GoalForm, OneToOneForm, sellers
from leadwright.coaching.models import Goal, OneToOne, Review, Scorecard
from leadwright.kit.pages import gone
from leadwright.team.models import Member

ROOM = {"room": "coaching"}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Managers see their people, others go to their own page."""
    if not request.member.manages:
        return member_page(request, request.member)
    since = request.now - progress.LOOKED_BACK
    found = progress.team(request.member.workspace_id, since=since)
    page = {"rows": found, "counters": progress.counters(request.member, since=since), **ROOM}
    return render(request, "coaching/index.html", page)


@require_GET
def member(request: HttpRequest, pk: int) -> HttpResponse:
    return member_page(request, _person(request, pk))


def member_page(request: HttpRequest, person: Member, **forms) -> HttpResponse:
    today = request.member.local(request.now).date()
    goals = Goal.objects.filter(member=person, ended_at=None).select_related("member", "set_by__user")
    since = progress.since_the_last(person, now=request.now)
    page = {
        "person": person,
        "since": since,
        "reviews": readable(since.reviews, person, request.member),
        "goals": [progress.standing(goal, now=request.now) for goal in goals.order_by("by_on")],
        "goal": forms.get("goal") or GoalForm(member=person, today=today),
        "talk": forms.get("talk") or OneToOneForm(),
        "talks": OneToOne.objects.filter(member=person).select_related("by__user").order_by("-at")[:20],
        "own": person == request.member,
        **ROOM,
    }
    return render(request, "coaching/member.html", page, status=422 if forms else 200)


def readable(reviews: list[Review], person: Member, reader: Member) -> list[tuple[Review, bool]]:
    """Each review, and whether its score may be shown: on a rep's own page once the rep has written their own, and
    never where it is for managers."""
    if reader != person:
        return [(review, True) for review in reviews]
    told = progress.answered_by_own(person)
    shown = [one for one in reviews if one.by_id == person.pk or one.scorecard.audience != Scorecard.Audience.MANAGERS]
    return [(review, review.by_id == person.pk or review.pk in told) for review in shown]


@require_POST
def goals(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = GoalForm(request.POST, member=person, today=request.member.local(request.now).date())
    if not form.is_valid():
        return member_page(request, person, goal=form)
    goal = form.save(commit=False)
    goal.workspace_id, goal.member, goal.set_by, goal.set_at = person.workspace_id, person, request.member, request.now
    goal.save()
    return _back(request, person, _("Goal set: %s") % goal)


@require_POST
def goal_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """The goal is ended; it stays in what was."""
    goal = Goal.objects.seen_by(request.member).select_related("member__user").get_or_404(pk)
    Goal.objects.filter(pk=goal.pk, ended_at=None).update(ended_at=request.now)
    return _back(request, goal.member, _("Goal ended."))


@require_POST
def one_to_ones(request: HttpRequest, pk: int) -> HttpResponse:
    """The talk was held: what was agreed is kept, and the next page begins here."""
    person = _person(request, pk)
    if not request.member.manages or person == request.member:
        raise Http404
    form = OneToOneForm(request.POST)
    if not form.is_valid():
        return member_page(request, person, talk=form)
    talk = form.save(commit=False)
    talk.workspace_id, talk.member, talk.by, talk.at = person.workspace_id, person, request.member, request.now
    talk.save()
    return _back(request, person, _("Kept. The next page begins here."))


def _person(request: HttpRequest, pk: int) -> Member:
    """Managers everybody who sells; others themselves."""
    found = sellers(request.member.workspace_id)
    return (found if request.member.manages else found.filter(pk=request.member.pk)).get_or_404(pk)


def _back(request: HttpRequest, person: Member, said: str) -> HttpResponse:
    return gone(request, to=reverse("coaching:member", args=[person.pk]), said=said)
