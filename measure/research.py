"""Fifty invented company sites, read over real HTTP through the guarded door: how much of what they say of themselves
was found, and how much of what was found they really say."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.test import override_settings

from leadwright.accounts.models import Account
from leadwright.kit.http import fetch
from leadwright.research.claims import Claim
from leadwright.research.site_reading import claims_of
from measure.figure import Figure
from measure.sites import Site, sites

JUDGED = ("what", "size", "founded", "place", "people", "hiring", "funding", "news", "technology", "contact")


def figures(_data: Path) -> Iterator[Figure]:
    told, right, said, found = read_all(sites())
    kinds = ", ".join(f"{kind} {found[kind]} of {told[kind]}" for kind in JUDGED)
    yield Figure("invented", "research: facts of 50 sites found", sum(found.values()), sum(told.values()), kinds)
    wrong = {kind: said[kind] - right[kind] for kind in JUDGED if said[kind] > right[kind]}
    note = "each with its page; wrong: " + (", ".join(f"{kind} {count}" for kind, count in wrong.items()) or "none")
    yield Figure("invented", "research: proposed facts that are right", sum(right.values()), sum(said.values()), note)


def read_all(made: list[Site]) -> tuple[Counter, Counter, Counter, Counter]:
    """By kind: what the sites say, proposed facts that are right, all proposed, and what was found of what they say."""
    told, right, said, found = Counter(), Counter(), Counter(), Counter()
    with served(made):
        for site in made:
            claims = claims_of(Account(website=f"http://{site.host}/"), fetch, pause=lambda _seconds: None)
            by_kind: dict[str, list[Claim]] = defaultdict(list)
            for claim in claims:
                assert claim.source.startswith(f"http://{site.host}/"), claim
                assert not site.forbidden or site.forbidden not in claim.source, claim
                by_kind[claim.kind].append(claim)
            for kind in JUDGED:
                truths = [text for of, text in site.truth if of == kind]
                told[kind] += len(truths)
                said[kind] += len(by_kind[kind])
                right[kind] += sum(any(text in claim.text for text in truths) for claim in by_kind[kind])
                found[kind] += sum(any(text in claim.text for claim in by_kind[kind]) for text in truths)
    return told, right, said, found


@contextmanager
def served(made: list[Site]) -> Iterator[None]:
    """The sites on loopback, each under its name, where the guarded door looks for the market's."""
    by_host = {site.host: site.pages for site in made}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = by_host.get(self.headers["Host"], {}).get(self.path)
            self.send_response(200 if page is not None else 404)
            kind = "text/plain" if self.path == "/robots.txt" else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_ignored: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with override_settings(DEMO=True, MARKET_ADDRESS=f"127.0.0.1:{server.server_port}"):
            yield
    finally:
        server.shutdown()
        server.server_close()
