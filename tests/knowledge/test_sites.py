"""Articles from a help site, read over real HTTP on loopback."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from leadwright.knowledge.models import Article, Site
from leadwright.knowledge.site_reading import links, listed, read
from leadwright.knowledge.sites import read_site, take

LONG = "The logger keeps its records for ninety days in its own memory, and sends them when the signal is back."
PAGE = """<!doctype html><html lang="en"><head><title>{title} | Help</title></head><body>
<nav><a href="/help/">Help</a> <a href="/shop">Shop</a></nav>
<main><h1>{title}</h1><p>{body}</p><h2>More</h2><ul><li>One point</li><li>Another <b>point</b></li></ul>
<script>alert(1)</script><a href="/help/signal">Signal</a> <a href="battery#top">Battery</a>
<a href="/help/private">Private</a> <a href="https://other.example/help/x">Other</a> <a href="/help/a.pdf">A</a></main>
<footer>Footer words</footer></body></html>"""
HELP = "https://help.example/help/"


@pytest.fixture
def site(settings):
    """The pages of a site by path; a test changes them."""
    pages = {
        "/robots.txt": "User-agent: *\nDisallow: /help/private\n",
        "/help/": PAGE.format(title="Start here", body=LONG),
        "/help/signal": PAGE.format(title="No signal", body=LONG),
        "/help/battery": PAGE.format(title="Battery", body="The battery lasts five years at one value a minute. " * 2),
        "/help/private": PAGE.format(title="Private", body=LONG),
        "/sitemap.xml": f"<urlset><url><loc>{HELP}signal</loc></url><url><loc>https://evil.example/</loc></url></urlset>",
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            said = pages.get(self.path)
            kind = "application/xml" if self.path.endswith(".xml") else "text/html; charset=utf-8"
            self.send_response(200 if said is not None else 404)
            self.send_header("Content-Type", "text/plain" if self.path.endswith(".txt") else kind)
            self.end_headers()
            self.wfile.write((said or "").encode())

        def log_message(self, *_ignored):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{server.server_port}"
    yield pages
    server.shutdown()
    server.server_close()


@pytest.fixture
def named(cast, as_member, site, now) -> Site:
    assert as_member(cast.alice).post(reverse("knowledge:sites"), {"start": HELP}).status_code == 303
    return Site.objects.get()


def read_all(named, now) -> dict[str, str]:
    waited = []
    read_site(named.pk, now=now, pause=waited.append)
    named.refresh_from_db()
    return {page.title: page.state for page in named.pages.all()}


def test_pages_are_looked_through_before_they_become_articles(named, cast, as_member, now):
    assert read_all(named, now) == {"Start here": "new", "No signal": "new", "Battery": "new"}
    assert not Article.objects.exists()
    alice = as_member(cast.alice)
    page = alice.get(reverse("knowledge:site", args=[named.pk])).content.decode()
    assert "No signal" in page and "Private" not in page
    chosen = [each.pk for each in named.pages.exclude(title="Start here")]
    assert alice.post(reverse("knowledge:site_articles", args=[named.pk]), {"page": chosen}).status_code == 303
    article = Article.objects.get(title="No signal")
    assert article.body == f"{LONG}\n\n## More\n\n- One point\n\n- Another point"
    assert article.source_url == "http://help.example/help/signal"
    assert (article.language, article.owner) == ("en", cast.alice)
    assert article.source_read_at == now
    assert Article.objects.count() == 2


def test_read_again_it_says_what_changed_and_what_is_gone(named, cast, site, now):
    read_all(named, now)
    everything = list(named.pages.values_list("pk", flat=True))
    assert take(named, everything, by=cast.alice, now=now) == 3
    assert take(named, everything, by=cast.alice, now=now) == 0
    site["/help/signal"] = PAGE.format(title="No signal", body=LONG.replace("ninety", "hundred"))
    del site["/help/battery"]
    states = read_all(named, now)
    assert states == {"Start here": "same", "No signal": "changed", "Battery": "gone"}
    take(named, named.pages.values_list("pk", flat=True), by=cast.alice, now=now)
    article = Article.objects.get(title="No signal")
    assert "hundred days" in article.body
    assert article.versions.count() == 2
    assert Article.objects.filter(title="Battery").exists()


def test_an_article_written_by_hand_is_not_replaced_unasked(named, cast, now):
    Article.objects.create(workspace=cast.workspace, title="Battery", body="By hand.", updated_at=now)
    assert read_all(named, now)["Battery"] == "clash"


def test_what_a_person_mended_in_an_article_is_no_change_of_the_site(named, cast, now):
    read_all(named, now)
    take(named, named.pages.values_list("pk", flat=True), by=cast.alice, now=now)
    article = Article.objects.get(title="Battery")
    article.body += " Mended."
    article.keep(by=cast.alice, now=now)
    assert read_all(named, now)["Battery"] == "same"


def test_a_sitemap_names_the_pages_of_its_own_host(named, site, now):
    named.start = "https://help.example/sitemap.xml"
    named.save(update_fields=["start"])
    assert read_all(named, now) == {"No signal": "new"}


def test_a_site_that_keeps_programs_out_is_not_read(named, site, now):
    site["/robots.txt"] = "User-agent: *\nDisallow: /\n"
    assert read_all(named, now) == {}
    assert "asks programs not to read" in named.failure


def test_an_address_inside_of_our_network_is_refused(cast, as_member):
    alice = as_member(cast.alice)
    assert alice.post(reverse("knowledge:sites"), {"start": "ftp://x.example/"}).status_code == 422
    assert alice.post(reverse("knowledge:sites"), {"start": ""}).status_code == 422


def test_links_and_maps_stay_on_the_site():
    text = (
        '<a href="/help/a">a</a><a href="/help/a#x">a</a><a href="/b">b</a><a href="http://[">c</a><a href="?q=1">d</a>'
    )
    assert links(text, HELP) == [f"{HELP}a"]
    assert listed("<loc>https://help.example/a?b=1&amp;c=2</loc><loc>http://[</loc>", HELP) == [
        "https://help.example/a?b=1&c=2"
    ]


@pytest.mark.parametrize("text", ["", "<html>", "<h1>Title</h1>", f"<p>{LONG}</p>", "\x00<h1>T</h1>"])
def test_a_page_with_nothing_to_say_is_no_article(text):
    assert read(text) is None
