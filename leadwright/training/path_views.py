"""What a manager builds and mends: paths, their lessons, questions and gates."""

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.cadences.models import Gate
from leadwright.kit.pages import gone
from leadwright.training import paths
from leadwright.training.forms import CardForm, GateForm, LessonForm, TopicForm
from leadwright.training.models import Card, Lesson, Recall, Taken, Topic
from leadwright.training.views import ROOM, find_lesson, index_page, lesson_page, topic_page


@require_POST
def topics(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.POST, workspace=request.member.workspace)
    if not form.is_valid():
        return index_page(request, form=form)
    topic = form.save(commit=False)
    topic.workspace = request.member.workspace
    topic.save()
    return gone(request, to=reverse("training:topic", args=[topic.pk]), said=_("Path begun. Add its lessons."))


@require_http_methods(["GET", "POST"])
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    form = TopicForm(request.POST or None, instance=topic, workspace=request.member.workspace)
    if request.method == "POST" and form.is_valid():
        paths.mend(form.save(commit=False), now=request.now)
        return gone(request, to=_page_of(topic), said=_("Path changed."))
    begun = Taken.objects.filter(lesson__topic=topic).values("member").distinct().count()
    return _edit(request, topic, form, "topic", begun)


@require_POST
def lessons(request: HttpRequest, pk: int) -> HttpResponse:
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    form = LessonForm(request.POST, member=request.member)
    if not form.is_valid():
        return topic_page(request, topic, lesson=form)
    lesson = form.save(commit=False)
    if lesson.title:
        paths.add(lesson, topic)
    else:
        paths.of_an_article(lesson, topic)
    return gone(request, to=_page_of(lesson), said=_("Lesson kept. Add what to recall."))


@require_http_methods(["GET", "POST"])
def lesson_edit(request: HttpRequest, pk: int) -> HttpResponse:
    lesson = find_lesson(request, pk)
    form = LessonForm(request.POST or None, instance=lesson, member=request.member)
    if request.method == "POST" and form.is_valid():
        lesson = form.save(commit=False)
        lesson.title = lesson.title or lesson.article.title[:160]
        if form.cleaned_data["anew"]:
            lesson.changed_at = request.now
        lesson.save()
        if "place" in form.changed_data:
            paths.place(lesson, form.cleaned_data["place"])
        return gone(request, to=_page_of(lesson), said=_("Lesson changed."))
    return _edit(request, lesson, form, "lesson", Taken.objects.filter(lesson=lesson).count())


@require_POST
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """A question to recall; whoever took the lesson is asked it too."""
    lesson = find_lesson(request, pk)
    form = CardForm(request.POST)
    if not form.is_valid():
        return lesson_page(request, lesson, card=form)
    card = form.save(commit=False)
    card.workspace_id, card.lesson = lesson.workspace_id, lesson
    paths.ask(card, now=request.now)
    return gone(request, to=_page_of(lesson), said=_("Question kept."))


@require_http_methods(["GET", "POST"])
def card_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A slip is mended where it stands; an answer that is another makes another card of it."""
    card = _find(request, Card, pk)
    form = CardForm(request.POST or None, instance=card)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["anew"]:
            said = form.cleaned_data
            paths.ask_instead(_find(request, Card, pk), said["question"], said["answer"], now=request.now)
        else:
            form.save()
        return gone(request, to=_page_of(card), said=_("Question changed."))
    return _edit(request, card, form, "card", Recall.objects.filter(card=card).exclude(state={}).count())


@require_POST
def removal(request: HttpRequest, pk: int, *, of: type[Model]) -> HttpResponse:
    """Out of what is taught and asked; what was learnt of it stays."""
    row = _find(request, of, pk)
    paths.take_out(row, now=request.now)
    return gone(request, to=_page_above(row), said=_("Taken out. What was learnt of it is kept."))


@require_POST
def restoration(request: HttpRequest, pk: int, *, of: type[Model]) -> HttpResponse:
    row = _find(request, of, pk)
    paths.put_back(row, now=request.now)
    return gone(request, to=_page_of(row), said=_("It stands again."))


@require_POST
def gates(request: HttpRequest, pk: int) -> HttpResponse:
    """No enrolment on that cadence by who does not know this topic yet."""
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    form = GateForm(request.POST, member=request.member)
    if not form.is_valid():
        return topic_page(request, topic, gate=form)
    said = form.cleaned_data
    paths.set_gate(said["cadence"], topic, said["percent"], by=request.member, now=request.now)
    return gone(request, to=_page_of(topic), said=_("The gate stands."))


@require_POST
def gate_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is the topic's; the cadence is named in the form."""
    topic = Topic.objects.seen_by(request.member).get_or_404(pk)
    chosen = request.POST.get("gate", "")
    if chosen.isdecimal():
        Gate.objects.filter(pk=int(chosen), requirement__topic=topic).delete()
    return gone(request, to=_page_of(topic), said=_("The gate is taken away."))


def _find(request: HttpRequest, of: type[Model], pk: int) -> Topic | Lesson | Card:
    within = {Topic: (), Lesson: ("topic",), Card: ("lesson__topic",)}[of]
    return of.objects.seen_by(request.member).select_related(*within).get_or_404(pk)


def _page_of(row: Topic | Lesson | Card) -> str:
    """Where it is seen."""
    if isinstance(row, Topic):
        return reverse("training:topic", args=[row.pk])
    return reverse("training:lesson", args=[row.pk if isinstance(row, Lesson) else row.lesson_id])


def _page_above(row: Topic | Lesson | Card) -> str:
    """Where it is one of several."""
    if isinstance(row, Topic):
        return reverse("training:index")
    return _page_of(row.topic if isinstance(row, Lesson) else row.lesson)


def _edit(request: HttpRequest, row: Topic | Lesson | Card, form: forms.ModelForm, kind: str, begun: int):
    """`begun` is how many have taken or recalled of it."""
    page = {
        "row": row,
        "form": form,
        "kind": kind,
        "begun": begun,
        "back": _page_of(row),
        "removal": reverse(f"training:{kind}_removal", args=[row.pk]),
        "restoration": reverse(f"training:{kind}_restoration", args=[row.pk]),
        **ROOM,
    }
    return render(request, "training/edit.html", page, status=422 if request.method == "POST" else 200)
