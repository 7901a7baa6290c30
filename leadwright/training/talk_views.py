"""Practised talks: who it is, what was said, and how it went. A manager reads those of the team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import gone
from leadwright.training import practising
from leadwright.training.lines import LINES
from leadwright.training.models import Talk, Topic, TurnMark
from leadwright.training.personas import persona
from leadwright.training.rubric import FULL
from leadwright.training.talking import opening

ROOM = {"room": "training"}
CRITERIA = {
    "need": (_lazy("Found the need before talking of the product"), _lazy("talked of the product too early")),
    "gap": (_lazy("Found out what stands in the way and what it costs"), _lazy("did not ask what it costs")),
    "asking": (_lazy("Asked open questions"), _lazy("asked nothing that opens")),
    "concern": (_lazy("Took concerns up, then answered"), _lazy("passed over a concern")),
    "deciding": (_lazy("Found out who decides, the money and the time"), _lazy("did not ask who decides")),
    "step": (_lazy("Agreed a next step with its day"), _lazy("asked for a meeting too early")),
    "share": (_lazy("Let them talk"), _lazy("talked long at one go")),
}
FOUND_NEED = _lazy("found what hurts")
OUTCOMES = {"agreed": _lazy("a meeting was agreed"), "lost": _lazy("lost"), "broken": _lazy("broken off")}


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The talks of this member, of a manager those of the team; POST begins one."""
    if request.method == "POST":
        chosen = request.POST.get("topic", "")
        standing = Topic.objects.seen_by(request.member).standing()
        topic = standing.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        seed = int(get_random_string(7, "123456789"))
        asked = request.POST.get("language", "en")
        language = asked if asked in LINES else "en"
        talk = practising.begin(request.member, topic=topic, seed=seed, now=request.now, language=language)
        return gone(request, to=reverse("training:talk", args=[talk.pk]), said="")
    rows = list(_talks(request).order_by("-began_at", "-pk")[:50])
    page = {
        "talks": [
            {"talk": row, "person": persona(row.seed, row.language), "outcome": OUTCOMES.get(row.outcome, "")}
            for row in rows
        ],
        "languages": [(code, get_language_info(code)["name_local"]) for code in LINES],
        "own": get_language(),
        "topics": Topic.objects.seen_by(request.member).standing().filter(talks__gt=0).order_by("name"),
        **ROOM,
    }
    return render(request, "training/talks.html", page)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _talks(request).get_or_404(pk))


@require_POST
def turns(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rep says next."""
    talk = _talks(request).filter(member=request.member).get_or_404(pk)
    words = " ".join(request.POST.get("said", "").replace("\x00", "").split())[:2000]
    if not words:
        return _page(request, talk, refusal=_("Say something."), status=422)
    practising.say(talk, words, now=request.now)
    return gone(request, to=reverse("training:talk", args=[pk]), said="")


@require_POST
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    practising.end(_talks(request).filter(member=request.member).get_or_404(pk), now=request.now)
    return gone(request, to=reverse("training:talk", args=[pk]), said=_("Ended. This is how it went."))


def _talks(request: HttpRequest):
    """A member's own; for a manager the team's."""
    talks = Talk.objects.seen_by(request.member).select_related("member__user", "topic")
    return talks if request.member.manages else talks.filter(member=request.member)


def _word(mark: TurnMark) -> Promise:
    """What the moment shows. The need counts in full only where nobody pitched before; found is found."""
    return FOUND_NEED if mark.well and mark.criterion == "need" else CRITERIA[mark.criterion][not mark.well]


def _page(request: HttpRequest, talk: Talk, *, refusal: str = "", status: int = 200) -> HttpResponse:
    person = persona(talk.seed, talk.language)
    rows = [
        {"turn": turn, "marked": [(one.well, _word(one)) for one in turn.marked.all()]}
        for turn in talk.turns.prefetch_related("marked")
    ]
    marks = [(CRITERIA[name][0], talk.marks[name], FULL) for name in CRITERIA if name in talk.marks]
    page = {
        "talk": talk,
        "person": person,
        "opening": opening(person),
        "rows": rows,
        "marks": marks,
        "outcome": OUTCOMES.get(talk.outcome, ""),
        "mine": talk.member_id == request.member.pk,
        "refusal": refusal,
        **ROOM,
    }
    return render(request, "training/talk.html", page, status=status)
