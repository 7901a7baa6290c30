"""Training: paths of lessons, recall practice, readiness by topic."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.coaching.forms import sellers
from leadwright.kit.pages import gone
from leadwright.team.models import Member
from leadwright.training import learning
from leadwright.training.forms import CardForm, GateForm, LessonForm, OnboardingForm, TopicForm
from leadwright.training.models import Grade, Lesson, Onboarding, Taken, Topic
from leadwright.training.recalling import GRADES

ROOM = {"room": "training"}
MOST_GRADES = 30


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return index_page(request)


def index_page(request: HttpRequest, **wrong) -> HttpResponse:
    member = request.member
    standing = Topic.objects.seen_by(member).standing()
    topics = list(standing.annotate(many=Count("lessons", filter=Q(lessons__out_at=None))).order_by("kind", "name"))
    people = list(sellers(member.workspace_id)) if member.manages else [member]
    ready = learning.team_ready(people, topics, now=request.now)
    taken = Taken.objects.filter(member=member, lesson__in=Lesson.objects.seen_by(member).standing())
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
        "out": out_of(Topic.objects.seen_by(member), member, "lessons__taken").order_by("name"),
        **ROOM,
    }
    if member.manages:
        page["form"] = TopicForm(workspace=member.workspace)
        page["ramps"] = learning.ramps(member.workspace_id, today=member.local(request.now).date())
        page["begins"] = OnboardingForm(members=sellers(member.workspace_id))
    return render(request, "training/index.html", {**page, **wrong}, status=422 if wrong else 200)


@require_POST
def onboardings(request: HttpRequest) -> HttpResponse:
    form = OnboardingForm(request.POST, members=sellers(request.member.workspace_id))
    if not form.is_valid():
        return index_page(request, begins=form)
    said = form.cleaned_data
    Onboarding.objects.update_or_create(member=said["member"], defaults={"begins_on": said["begins_on"]})
    return gone(request, to=reverse("training:index"), said=_("%s begins then.") % said["member"].name)


@require_GET
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    return topic_page(request, Topic.objects.seen_by(request.member).get_or_404(pk))


def topic_page(request: HttpRequest, topic: Topic, **wrong) -> HttpResponse:
    member = request.member
    lessons = topic.lessons.filter(out_at=None).annotate(many=Count("cards", filter=Q(cards__out_at=None)))
    taken = dict(Taken.objects.filter(member=member, lesson__topic=topic).values_list("lesson", "at"))
    page = {
        "topic": topic,
        "lessons": [
            {"lesson": one, "taken": one.pk in taken, "changed": changed_since(one, taken.get(one.pk))}
            for one in lessons
        ],
        "out": out_of(topic.lessons.all(), member, "taken"),
        "ready": 100 * learning.ready(member, [topic], now=request.now)[topic.pk],
        "gates": topic.requirements.select_related("gate__cadence"),
        **ROOM,
    }
    if member.manages:
        page["lesson"], page["gate"] = LessonForm(member=member), GateForm(member=member)
    return render(request, "training/topic.html", {**page, **wrong}, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """A lesson to take; POST says that it was taken."""
    lesson = find_lesson(request, pk)
    if request.method == "POST":
        learning.take(lesson, by=request.member, now=request.now)
        return gone(request, to=reverse("training:practice"), said=_("Taken. Now recall it without looking."))
    return lesson_page(request, lesson)


def lesson_page(request: HttpRequest, lesson: Lesson, **wrong) -> HttpResponse:
    taken = Taken.objects.filter(lesson=lesson, member=request.member).first()
    graded = Grade.objects.filter(recall__member=request.member, recall__card__lesson=lesson)
    page = {
        "lesson": lesson,
        "cards": lesson.cards.order_by("out_at", "pk"),
        "taken": taken,
        "changed": changed_since(lesson, taken and taken.at),
        "graded": graded.select_related("recall__card").order_by("-at", "-pk")[:MOST_GRADES],
        "card": CardForm() if request.member.manages else None,
        **ROOM,
    }
    return render(request, "training/lesson.html", {**page, **wrong}, status=422 if wrong else 200)


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


def find_lesson(request: HttpRequest, pk: int) -> Lesson:
    return Lesson.objects.seen_by(request.member).select_related("topic", "article", "moment__recording").get_or_404(pk)


def out_of(rows: QuerySet, member: Member, taken: str) -> QuerySet:
    """What was taken out: for who manages all of it, for others what they had taken."""
    out = rows.exclude(out_at=None)
    return out if member.manages else out.filter(**{f"{taken}__member": member}).distinct()


def changed_since(lesson: Lesson, taken_at: datetime | None) -> bool:
    return bool(taken_at and lesson.changed_at and taken_at < lesson.changed_at)
