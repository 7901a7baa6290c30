"""The knowledge base: what the product does, in words that may be sent."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import gone
from leadwright.knowledge.answering import near, search
from leadwright.knowledge.bookcase import Unreadable
from leadwright.knowledge.forms import ArticleForm
from leadwright.knowledge.importing import papers, take_in
from leadwright.knowledge.models import Answer, Article
from leadwright.team.access import SELLERS

ROOM = {"room": "knowledge"}
MOST_FILES, LARGEST_FILE = 500, 5_000_000
MOST_SHOWN = 200


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    articles = _articles(request)
    found = search(articles, words) if words else articles.order_by("title")
    found = found.annotate(used=Count("answers", filter=Q(answers__sent_at__isnull=False)))
    found = list(found[:MOST_SHOWN])
    unanswered = Answer.objects.seen_by(request.member).filter(draft="").select_related("lead").order_by("-created_at")
    waiting = unanswered.filter(asked_of=request.member)
    today = request.member.local(request.now).date()
    old = [] if words else articles.filter(review_on__lte=today).order_by("review_on", "title")[:20]
    page = {
        "old": old,
        "articles": found,
        "beside": _beside(request, words, {article.pk for article in found}) if words else [],
        "words": words,
        "unanswered": unanswered[:20],
        "waiting": waiting[:20],
        **ROOM,
    }
    page["writes"] = _writes(request)
    return render(request, "knowledge/index.html#found" if request.htmx else "knowledge/index.html", page)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    article = _articles(request).get_or_404(pk)
    sent = article.answers.exclude(sent_at=None).select_related("lead").order_by("-sent_at")[:20]
    versions = article.versions.select_related("by__user").order_by("-number")[:50]
    due = article.review_on is not None and article.review_on <= request.member.local(request.now).date()
    page = {"article": article, "sent": sent, "versions": versions, "due": due, "writes": _writes(request), **ROOM}
    return render(request, "knowledge/detail.html", page)


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looked says that it is still true."""
    article = _articles(request).get_or_404(pk)
    article.reviewed(today=request.member.local(request.now).date())
    said = _("Kept as it is. It is looked at again on %s.") % date_format(article.review_on)
    return gone(request, to=reverse("knowledge:detail", args=[pk]), said=said)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An article by hand, or of an answer that a person gave (`?answer=`)."""
    if request.method == "GET":
        begun = {"owner": request.member.pk, **_of_answer(request)}
        form = ArticleForm(initial=begun, workspace=request.member.workspace)
        return _form(request, form)
    return _keep(request, Article(workspace=request.member.workspace), _("Article kept."))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    article = _articles(request).get_or_404(pk)
    if request.method == "GET":
        return _form(request, ArticleForm(instance=article, workspace=request.member.workspace))
    return _keep(request, article, _("Article changed. Answers that were sent stay as they were."))


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Articles from Markdown files, a whole folder of them, or a table of questions and answers."""
    if request.method == "GET":
        return render(request, "knowledge/import.html", ROOM)
    found, refused = [], []
    for file in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            found += papers(file.name, file.read(LARGEST_FILE))
        except Unreadable as unreadable:
            refused.append(f"{file.name}: {unreadable}")
    if not found:
        page = {"refused": refused or [_("Choose the files first.")], **ROOM}
        return render(request, "knowledge/import.html", page, status=422)
    report = take_in(found, by=request.member, now=request.now)
    return render(request, "knowledge/import.html", {"report": report, "refused": [*refused, *report.refused], **ROOM})


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    _articles(request).get_or_404(pk).delete()
    return gone(request, to=reverse("knowledge:index"), said=_("Article removed."))


def _articles(request: HttpRequest):
    return Article.objects.seen_by(request.member).select_related("owner__user")


def _beside(request: HttpRequest, words: str, found: set[int]) -> list[Article]:
    """What means something like these words, and does not hold them."""
    wanted = [pk for pk in near(request.member.workspace_id, words) if pk not in found]
    articles = _articles(request).in_bulk(wanted)
    return [articles[pk] for pk in wanted if pk in articles]


def _writes(request: HttpRequest) -> bool:
    return request.member.role in SELLERS


def _of_answer(request: HttpRequest) -> dict:
    pk = request.GET.get("answer", "")
    answer = Answer.objects.seen_by(request.member).filter(pk=int(pk)).first() if pk.isdecimal() else None
    return {"title": answer.asks[:200], "body": answer.draft} if answer else {}


def _keep(request: HttpRequest, article: Article, said: str) -> HttpResponse:
    form = ArticleForm(request.POST, instance=article, workspace=request.member.workspace)
    if not form.is_valid():
        return _form(request, form, status=422)
    article = form.save(commit=False)
    article.keep(by=request.member, now=request.now)
    return gone(request, to=reverse("knowledge:detail", args=[article.pk]), said=said)


def _form(request: HttpRequest, form: ArticleForm, status: int = 200) -> HttpResponse:
    return render(request, "knowledge/form.html", {"form": form, "article": form.instance, **ROOM}, status=status)
