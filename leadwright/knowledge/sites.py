"""Articles from a site: its pages are read, shown, and those that a person chose become articles with their source.
Read again, it says which pages changed and which are gone."""

import time
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from leadwright.kit.http import NotFetched, fetch
from leadwright.knowledge.models import Article, Site, SitePage
from leadwright.knowledge.site_reading import Read, read
from leadwright.knowledge.walking import walk
from leadwright.team.models import Member

State = SitePage.State


def read_site(pk: int, *, now: datetime, pause: Callable[[float], None] = time.sleep) -> None:
    """Every page as it stands now, beside the article that it became. May run twice: the later reading stands."""
    site = Site.objects.filter(pk=pk).first()
    if site is None:
        return
    failure, found = "", {}
    try:
        for page in walk(site.start, fetch, pause=pause):
            said = read(page.text)
            if said is not None and len(page.url) <= 500:
                found[page.url] = said
    except NotFetched as error:
        failure = error.sentence
    with transaction.atomic():
        site = Site.objects.select_for_update().get(pk=pk)
        site.read_at, site.failure, site.asked_at = now, failure[:300], None
        site.save(update_fields=["read_at", "failure", "asked_at"])
        if not failure:
            _keep(site, found, now)


def _keep(site: Site, found: dict[str, Read], now: datetime) -> None:
    articles = Article.objects.filter(workspace_id=site.workspace_id)
    by_url = {article.source_url: article for article in articles.exclude(source_url="")}
    titles = {title.casefold() for title in articles.filter(source_url="").values_list("title", flat=True)}
    before = set(site.pages.values_list("url", flat=True))
    gone = [url for url in before - set(found) if url in by_url]
    site.pages.exclude(url__in=gone).delete()
    site.pages.filter(url__in=gone).update(state=State.GONE)
    rows = []
    for url, said in found.items():
        state = _state(by_url.get(url), said, said.title.casefold() in titles)
        rows.append(SitePage(site=site, url=url, title=said.title, body=said.body, language=said.language, state=state))
    SitePage.objects.bulk_create(rows)
    Article.objects.filter(workspace_id=site.workspace_id, source_url__in=found).update(source_read_at=now)


def _state(article: Article | None, said: Read, title_stands: bool) -> str:
    if article is None:
        return State.CLASH if title_stands else State.NEW
    return State.SAME if article.source_body in {"", said.body} else State.CHANGED


def take(site: Site, pks: Collection[int], *, by: Member, now: datetime) -> int:
    """These pages become articles, or mend those that they became before; how many did. Twice changes nothing."""
    taken = 0
    for page in site.pages.filter(pk__in=pks).exclude(state__in=[State.SAME, State.GONE]).order_by("pk"):
        with transaction.atomic():
            article = _article(site, page, by)
            article.body, article.source_body, article.source_read_at = page.body, page.body, site.read_at or now
            article.source_url = page.url
            article.language = page.language or article.language
            article.keep(by=by, now=now)
            page.state = State.SAME
            page.save(update_fields=["state"])
        taken += 1
    return taken


def _article(site: Site, page: SitePage, by: Member) -> Article:
    """The article that the page became before, or the one written by hand under its title, or a new one."""
    articles = Article.objects.select_for_update().filter(workspace_id=site.workspace_id)
    standing = articles.filter(source_url=page.url).first()
    if standing is not None:
        return standing
    titled = articles.filter(title__iexact=page.title).first()
    if titled is not None and not titled.source_url:
        return titled
    title = page.title
    if titled is not None:
        last = page.url.rstrip("/").rsplit("/", 1)[-1]
        title = f"{page.title[:120]} · {last[:60]} · {page.pk}"
    return Article(workspace_id=site.workspace_id, title=title, owner=by)
