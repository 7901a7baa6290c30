"""Training: paths of lessons, recall practice, readiness by topic, and the gates that ask for it."""

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.cadences.models import Gate
from leadwright.coaching.forms import sellers
from leadwright.kit.pages import gone
from leadwright.training import learning
from leadwright.training.forms import CardForm, GateForm, LessonForm, OnboardingForm, TopicForm
from leadwright.training.models import Lesson, Onboarding, Requirement, Taken, Topic
from leadwright.training.recalling import GRADES

ROOM = {"room": "training"}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return _index(request)


def _index(request: HttpRequest, **wrong) -> HttpResponse:
    member = request.member
    topics = list(Topic.objects.seen_by(member).annotate(many=Count("lessons")).order_by("kind", "name"))
    people = list(sellers(member.workspace_id)) if member.manages else [member]
    ready = learning.team_ready(people, topics, now=request.now)
    taken = Taken.objects.filter(member=member, lesson__workspace=member.workspace_id)
    done = dict(taken.values_list("lesson__topic").annotate(many=Count("pk")))
    onboarding, behind = learning.behind(member, today=member.local(request.now).date())
    page = {
        "topics": [
            {"topic": one, "ready": 100 * ready[one.pk].get(member.pk, 0), "taken": done.get(one.pk, 0)}
            for one in topics
        ],
        "due": learning.due(member, now=request.now).count(),
        "people": [(one, [(topic, 100 * ready[topic.pk][one.pk]) for topic in topics]) for one in people]
        if member.manages
        else [],
        "onboarding": onboarding,
        "behind": behind,
        **ROOM,
    }
    if member.manages:
        page["form"] = TopicForm(workspace=member.workspace)
        page["ramps"] = learning.ramps(member.workspace_id, today=member.local(request.now).date())
        page["begins"] = OnboardingForm(members=sellers(member.workspace_id))
    return render(request, "training/index.html", {**page, **wrong}, status=422 if wrong else 200)


@require_POST
def topics(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.POST, workspace=request.member.workspace)
    if not form.is_valid():
        return _index(request, form=form)
    topic = form.save(commit=False)
    topic.workspace = request.member.workspace
    topic.save()
    return gone(request, to=reverse("training:topic", args=[topic.pk]), said=_("Path begun. Add its lessons."))


@require_POST
def onboardings(request: HttpRequest) -> HttpResponse:
    form = OnboardingForm(request.POST, members=sellers(request.member.workspace_id))
    if not form.is_valid():
        return _index(request, begins=form)
    said = form.cleaned_data
    Onboarding.objects.update_or_create(member=said["member"], defaults={"begins_on": said["begins_on"]})
    return gone(request, to=reverse("training:index"), said=_("%s begins then.") % said["member"].name)


@require_GET
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    return _topic(request, Topic.objects.seen_by(request.member).get_or_404(pk))


def _topic(request: HttpRequest, topic: Topic, **wrong) -> HttpResponse:
    member = request.member
    lessons = topic.lessons.select_related("article", "moment").annotate(many=Count("cards"))
    page = {
        "topic": topic,
        "lessons": lessons,
        "taken": set(Taken.objects.filter(member=member, lesson__topic=topic).values_list("lesson_id", flat=True)),
        "ready": 100 * learning.ready(member, [topic], now=request.now)[topic.pk],
        "gates": topic.requirements.select_related("gate__cadence"),
        **ROOM,
    }
    if member.manages:
        page["lesson"], page["gate"] = LessonForm(member=member), GateForm(member=member)
    return render(request, "training/topic.html", {**page, **wrong}, status=422 if wrong else 200)


@require_POST
def lessons(request: HttpRequest, pk: int) -> HttpResponse:
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    form = LessonForm(request.POST, member=request.member)
    if not form.is_valid():
        return _topic(request, topic, lesson=form)
    lesson = form.save(commit=False)
    with transaction.atomic():
        Topic.objects.select_for_update().get(pk=topic.pk)
        last = topic.lessons.order_by("-position").values_list("position", flat=True).first()
        lesson.workspace_id, lesson.topic, lesson.position = topic.workspace_id, topic, (last or 0) + 1
        lesson.save()
    return gone(request, to=reverse("training:lesson", args=[lesson.pk]), said=_("Lesson kept. Add what to recall."))


@require_POST
def gates(request: HttpRequest, pk: int) -> HttpResponse:
    """No enrolment on that cadence by who does not know this topic yet."""
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    form = GateForm(request.POST, member=request.member)
    if not form.is_valid():
        return _topic(request, topic, gate=form)
    said = form.cleaned_data
    with transaction.atomic():
        words = _("“%(topic)s” is to be known to %(percent)s %% first: recall it under Training.")
        asks = words % {"topic": topic.name, "percent": said["percent"]}
        same = {"asks": asks[:200], "set_by": request.member, "at": request.now}
        gate, _new = Gate.objects.update_or_create(cadence=said["cadence"], defaults=same)
        gate.clearances.all().delete()
        Requirement.objects.update_or_create(gate=gate, defaults={"topic": topic, "percent": said["percent"]})
        for member in sellers(topic.workspace_id):
            learning.pass_gates(member, topic.pk, now=request.now)
    return gone(request, to=reverse("training:topic", args=[pk]), said=_("The gate stands."))


@require_POST
def gate_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is the topic's; the cadence is named in the form."""
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    chosen = request.POST.get("gate", "")
    if chosen.isdecimal():
        Gate.objects.filter(pk=int(chosen), requirement__topic=topic).delete()
    return gone(request, to=reverse("training:topic", args=[pk]), said=_("The gate is taken away."))


@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """A lesson to take; POST says that it was taken."""
    lesson = _lesson(request, pk)
    if request.method == "POST":
        learning.take(lesson, by=request.member, now=request.now)
        return gone(request, to=reverse("training:practice"), said=_("Taken. Now recall it without looking."))
    return _page(request, lesson)


def _page(request: HttpRequest, lesson: Lesson, **wrong) -> HttpResponse:
    page = {
        "lesson": lesson,
        "cards": lesson.cards.order_by("pk"),
        "taken": Taken.objects.filter(lesson=lesson, member=request.member).first(),
        "card": CardForm() if request.member.manages else None,
        **ROOM,
    }
    return render(request, "training/lesson.html", {**page, **wrong}, status=422 if wrong else 200)


@require_POST
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """A question to recall; whoever took the lesson is asked it too."""
    lesson = _lesson(request, pk)
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, lesson, card=form)
    card = form.save(commit=False)
    card.workspace_id, card.lesson = lesson.workspace_id, lesson
    card.save()
    for taken in Taken.objects.filter(lesson=lesson).select_related("member"):
        learning.take(lesson, by=taken.member, now=request.now)
    return gone(request, to=reverse("training:lesson", args=[pk]), said=_("Question kept."))


@require_http_methods(["GET", "POST"])
def practice(request: HttpRequest) -> HttpResponse:
    """One card after another: first the question alone, then the answer beside what was recalled, then the grade."""
    due = learning.due(request.member, now=request.now)
    if request.method == "GET":
        return render(request, "training/practice.html", {"recall": due.first(), "left": due.count(), **ROOM})
    chosen, grade = request.POST.get("recall", ""), request.POST.get("grade", "")
    recall = due.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if recall is None:
        return gone(request, to=reverse("training:practice"), said=_("This one was answered already."))
    said = request.POST.get("said", "").strip()[:2000]
    if grade not in GRADES:
        page = {"recall": recall, "left": due.count(), "said": said, "shown": True, **ROOM}
        return render(request, "training/practice.html", page)
    fresh = learning.answer(recall, grade, said, now=request.now)
    when = request.member.local(fresh.due_at)
    return gone(request, to=reverse("training:practice"), said=_("Asked again on %s.") % f"{when:%Y-%m-%d %H:%M}")


def _lesson(request: HttpRequest, pk: int) -> Lesson:
    return Lesson.objects.seen_by(request.member).select_related("topic", "article", "moment__recording").get_or_404(pk)
