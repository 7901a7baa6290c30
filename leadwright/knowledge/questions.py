"""The questions that no article answered: how often they were asked, who is asked about them, and their answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import gone
from leadwright.knowledge import asking
from leadwright.knowledge.answering import draft_answer, find
from leadwright.knowledge.forms import AskForm, WrittenForm
from leadwright.knowledge.gaps import gaps
from leadwright.knowledge.meaning import installed
from leadwright.knowledge.models import Answer, Article
from leadwright.leads.models import Lead

ROOM = {"room": "knowledge"}
MOST_WEIGHED = 400


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The gaps, the most asked first; above them what waits for this member."""
    open_ones = _answers(request).filter(draft="").order_by("-created_at", "-pk")
    rows = list(open_ones[:MOST_WEIGHED])
    by_pk = {row.pk: row for row in rows}
    found = gaps([(row.pk, row.asks) for row in rows], installed())
    shown = [{"gap": gap, "newest": by_pk[gap.keys[0]]} for gap in found[:100]]
    mine = [row for row in rows if row.asked_of_id == request.member.pk]
    return render(request, "knowledge/questions.html", {"gaps": shown, "mine": mine, **ROOM})


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A question typed by a rep, of a lead or of their own; below it what they asked before."""
    pk = request.POST.get("lead") or request.GET.get("lead", "")
    lead = Lead.objects.seen_by(request.member).filter(pk=int(pk)).first() if pk.isdecimal() else None
    begun = {"question": request.GET.get("q", "")[:2000]}
    form = AskForm(request.POST) if request.method == "POST" else AskForm(initial=begun)
    if request.method == "POST" and form.is_valid():
        key = f"member:{request.member.pk}:{get_random_string(16)}"
        said = {"question": form.cleaned_data["question"], "lead": lead, "key": key, "asker": request.member}
        asked = draft_answer(workspace_id=request.member.workspace_id, now=request.now, **said)
        said = _("Answered from the articles.") if asked.draft else _("No article answers it. Ask who knows.")
        return gone(request, to=reverse("knowledge:question", args=[asked.pk]), said=said)
    mine = _answers(request).filter(asker=request.member).order_by("-created_at", "-pk")[:30]
    page = {"form": form, "lead": lead, "mine": mine, **ROOM}
    return render(request, "knowledge/ask.html", page, status=422 if request.method == "POST" else 200)


@require_POST
def setting_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """The articles' sentences are no answer to it."""
    answer = _answers(request).get_or_404(pk)
    try:
        asking.set_aside(answer)
    except asking.Refused as refused:
        return _page(request, answer, refusal=refused.sentence, status=422)
    return gone(request, to=reverse("knowledge:question", args=[pk]), said=_("It waits for who knows."))


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _answers(request).get_or_404(pk))


@require_POST
def colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one colleague."""
    answer = _answers(request).get_or_404(pk)
    chosen = request.POST.get("member", "")
    whom = _others(request).filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if whom is None:
        return _page(request, answer, refusal=_("Choose a colleague."), status=422)
    try:
        asking.ask(answer, whom, by=request.member, now=request.now)
    except asking.Refused as refused:
        return _page(request, answer, refusal=refused.sentence, status=422)
    said = _("%s was asked. The answer will stand in the draft.") % whom.name
    return gone(request, to=reverse("knowledge:question", args=[pk]), said=said)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of the one who knows, and the article that they become."""
    answer = _answers(request).get_or_404(pk)
    form = WrittenForm(request.POST, workspace=request.member.workspace)
    if not form.is_valid():
        return _page(request, answer, form=form, status=422)
    article = form.article(owner=request.member)
    try:
        asking.write(answer, form.cleaned_data["text"], by=request.member, article=article, now=request.now)
    except asking.Refused as refused:
        return _page(request, answer, form=form, refusal=refused.sentence, status=422)
    said = _("The answer stands in the draft to %s.") % answer.lead.name if answer.lead else _("Answer kept.")
    return gone(request, to=reverse("knowledge:question", args=[pk]), said=said)


def _answers(request: HttpRequest):
    people = ("phrasing", "lead", "asked_of__user", "asked_by__user", "written_by__user")
    return Answer.objects.seen_by(request.member).select_related(*people)


def _others(request: HttpRequest):
    return asking.colleagues(request.member.workspace_id).exclude(pk=request.member.pk)


def _page(request: HttpRequest, answer: Answer, *, form=None, refusal: str = "", status: int = 200) -> HttpResponse:
    nearest = [source.key for source in find(answer.workspace_id, answer.question).sources]
    articles = Article.objects.seen_by(request.member).select_related("owner__user").in_bulk(nearest)
    near = [articles[pk] for pk in nearest if pk in articles]
    others = _others(request)
    open_ = not answer.draft  # an answered one is asked of nobody
    known = next((article for article in near if open_ and article.owner in others), None)
    page = {
        "answer": answer,
        "sources": answer.sources.all(),
        "nearest": near,
        "knows": known.owner if known else None,
        "known": known,
        "colleagues": others,
        "form": form or WrittenForm(initial=_proposed(answer), workspace=request.member.workspace),
        "refusal": refusal,
        **ROOM,
    }
    return render(request, "knowledge/question.html", page, status=status)


def _proposed(answer: Answer) -> dict[str, str]:
    return {"title": answer.asks[:200]}
