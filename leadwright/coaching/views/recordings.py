"""Recordings: taken in with the others' consent, heard by whom they may be, gone when their date has passed."""

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.coaching import analysing, keeping, transcripts
from leadwright.coaching.forms import HearersForm, MomentForm, RecordingForm, RulesForm, WordsForm
from leadwright.coaching.jobs import listen
from leadwright.coaching.models import Hearing, Moment, Recording, RecordingRules
from leadwright.coaching.recordings import Unheard
from leadwright.coaching.timeline import ticks, timeline
from leadwright.coaching.views.work import page_of
from leadwright.kit.pages import gone

ROOM = {"room": "coaching"}
CONCERNS = {True: "taken", False: "passed", None: "passed"}
SHOWN = 100
PIECE = 64 * 1024
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})$")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, **wrong) -> HttpResponse:
    found = Recording.objects.seen_by(request.member).select_related("member__user", "lead")
    whose = request.GET.get("member", "")
    if whose.isdecimal():
        found = found.filter(member_id=int(whose))
    page = {"recordings": found.order_by("-recorded_at", "-pk")[:SHOWN], **ROOM}
    if request.member.manages:
        page["rules"] = RulesForm(instance=_rules(request))
    return render(request, "coaching/recordings.html", {**page, **wrong}, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = RecordingForm(request.POST or None, request.FILES or None, by=request.member, auto_id="recording_%s")
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "coaching/new.html", {"form": form, **ROOM}, status=status)
    said = dict(form.cleaned_data)
    try:
        recording = keeping.take_in(said.pop("sound").read(), **said, by=request.member, now=request.now)
    except keeping.Refused as refused:
        form.add_error("sound", refused.sentence)
        return render(request, "coaching/new.html", {"form": form, **ROOM}, status=422)
    if not Recording.objects.seen_by(request.member).filter(pk=recording.pk).exists():
        form.add_error("sound", _("This sound was added already, as a call that you may not hear."))
        return render(request, "coaching/new.html", {"form": form, **ROOM}, status=422)
    listen.defer(recording_id=recording.pk)
    said = _("Kept until %s. It is being listened to.") % recording.keep_until
    return gone(request, to=reverse("coaching:recording", args=[recording.pk]), said=said)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, recording: Recording, **wrong) -> HttpResponse:
    """The recording with its forms; a form that was `wrong` stands there again, with what is wrong with it."""
    page = {
        "recording": recording,
        "lanes": timeline(recording.speakers, recording.own_channel, recording.seconds),
        "utterances": list(recording.utterances.all()),
        "moments": recording.moments.select_related("by__user").order_by("begins"),
        "hearings": recording.hearings.select_related("member__user").order_by("at"),
        "mine": _is_theirs(request, recording),
        "words": WordsForm(),
        "moment": MomentForm(initial={"begins": 0, "ends": 30}),
        "hearers": HearersForm(instance=recording),
        "topics": Moment.objects.seen_by(request.member).values_list("topic", flat=True).distinct().order_by("topic"),
    }
    page = {**page, **page_of(request, recording), **wrong, **ROOM}
    page["remarks"] = list(page["remarks"])
    said = [(line.at, CONCERNS[line.answered], line.words) for line in page["utterances"] if line.concern]
    said += [(float(each.seconds), each.tone, each.words) for each in page["remarks"] if each.seconds is not None]
    page["ticks"] = ticks(said, recording.seconds or 0)
    return render(request, "coaching/recording.html", page, status=422 if wrong else 200)


@require_GET
def sound(request: HttpRequest, pk: int) -> HttpResponse:
    """The sound itself, whole or the part that a player asks for. The first time is noted: whoever is on it may ask
    who heard it."""
    recording = _found(request, pk)
    if recording.is_gone or not recording.sound or not recording.sound.storage.exists(recording.sound.name):
        raise Http404
    Hearing.objects.get_or_create(recording=recording, member=request.member, defaults={"at": request.now})
    size = recording.sound.size
    asked = RANGE.match(request.headers.get("Range", ""))
    first = int(asked.group(1)) if asked else 0
    last = min(int(asked.group(2) or size - 1), size - 1) if asked else size - 1
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(_pieces(recording, first, last), status=206 if asked else 200)
    answer["Content-Type"] = keeping.CONTENT_TYPES[recording.kind]
    answer["Content-Length"] = last - first + 1
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = "inline"
    if asked:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def _pieces(recording: Recording, first: int, last: int) -> Iterator[bytes]:
    with recording.sound.storage.open(recording.sound.name) as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """A transcript that was made elsewhere."""
    recording = _own(request, pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, recording, words=form)
    try:
        lines = transcripts.read(form.cleaned_data["words"], recording.member.first_name)
    except transcripts.Unreadable as unreadable:
        form.add_error("words", str(unreadable))
        return _page(request, recording, words=form)
    analysing.keep_words(recording, lines)
    return back(request, recording, _("The words are kept, and questions and concerns counted in them."))


@require_POST
def side(request: HttpRequest, pk: int) -> HttpResponse:
    """The other speaker is ours."""
    recording = _own(request, pk)
    analysing.turn_round(recording)
    return back(request, recording, _("The speakers are changed over, and everything counted again."))


@require_POST
def hearers(request: HttpRequest, pk: int) -> HttpResponse:
    recording = _own(request, pk)
    form = HearersForm(request.POST, instance=recording)
    if not form.is_valid():
        return _page(request, recording, hearers=form)
    form.save(commit=False).save(update_fields=["heard_by", "may_teach"])
    if not recording.may_teach:
        recording.moments.all().delete()
    return back(request, recording, _("Kept."))


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Consent was withdrawn, or nobody needs it any more: the sound goes now, for good."""
    recording = _own(request, pk)
    if not recording.is_gone:
        recording.forget(why=_("Removed by %s.") % request.member.name, now=request.now)
    return back(request, recording, _("The recording is gone for good. What was measured and said about it stays."))


@require_POST
def rules(request: HttpRequest) -> HttpResponse:
    """How long the recordings that come from now on are kept."""
    form = RulesForm(request.POST, instance=_rules(request))
    if not form.is_valid():
        return _list(request, rules=form)
    form.save()
    return gone(request, to=reverse("coaching:recordings"), said=_("Kept. It holds for what comes from now on."))


@require_POST
def moments(request: HttpRequest, pk: int) -> HttpResponse:
    """A good moment is kept for others, where the people on it agreed to that."""
    recording = _own(request, pk)
    if recording.is_gone or not recording.may_teach:
        return back(request, recording, _("Nobody agreed that this recording is used for training."))
    form = MomentForm(request.POST)
    if not form.is_valid():
        return _page(request, recording, moment=form)
    moment = form.save(commit=False)
    moment.workspace_id, moment.recording, moment.by, moment.at = (
        recording.workspace_id,
        recording,
        request.member,
        request.now,
    )
    moment.save()
    return back(request, recording, _("Kept in the library under “%s”.") % moment.topic)


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Good moments by topic."""
    found = Moment.objects.seen_by(request.member).select_related("recording__member__user", "by__user")
    topic = request.GET.get("topic", "")
    topics = list(found.values_list("topic", flat=True).distinct().order_by("topic"))
    shown = found.filter(topic=topic) if topic in topics else found
    page = {"moments": shown.order_by("topic", "-at")[:SHOWN], "topics": topics, "topic": topic, **ROOM}
    return render(request, "coaching/library.html", page)


@require_GET
def moment_sound(request: HttpRequest, pk: int) -> HttpResponse:
    """A moment of the library is heard by everybody who sells, also where the whole call is not for them."""
    moment = Moment.objects.seen_by(request.member).select_related("recording").get_or_404(pk)
    try:
        cut = keeping.cut(moment.recording, moment.begins, moment.ends)
    except Unheard:
        raise Http404 from None
    answer = HttpResponse(cut, content_type="audio/wav")
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return answer


@require_POST
def moment_removal(request: HttpRequest, pk: int) -> HttpResponse:
    moment = Moment.objects.seen_by(request.member).select_related("recording").get_or_404(pk)
    if not _is_theirs(request, moment.recording):
        raise Http404
    moment.delete()
    return gone(request, to=reverse("coaching:library"), said=_("Taken out of the library."))


def _rules(request: HttpRequest) -> RecordingRules:
    workspace = request.member.workspace
    return RecordingRules.objects.filter(workspace=workspace).first() or RecordingRules(workspace=workspace)


def _found(request: HttpRequest, pk: int) -> Recording:
    found = Recording.objects.seen_by(request.member).select_related("member__user", "lead__account", "call")
    return found.get_or_404(pk)


def _is_theirs(request: HttpRequest, recording: Recording) -> bool:
    return request.member.manages or recording.member_id == request.member.pk


def _own(request: HttpRequest, pk: int) -> Recording:
    """A recording that this member may change: their own call, or as a manager."""
    recording = _found(request, pk)
    if not _is_theirs(request, recording):
        raise Http404
    return recording


def back(request: HttpRequest, recording: Recording, said: str) -> HttpResponse:
    return gone(request, to=reverse("coaching:recording", args=[recording.pk]), said=said)
