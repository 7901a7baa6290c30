"""The whole relay in virtual time: the same functions that the jobs call, one after the other."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from leadwright.cadences.engine import advance_due
from leadwright.cadences.guards import last_look
from leadwright.channels.models import Mailbox
from leadwright.commissions.paying import pay_due
from leadwright.conversations.sending import send_due
from leadwright.inbox.receiving import read_mailbox
from leadwright.kit.abreast import Map
from leadwright.market.floor import Floor
from leadwright.market.post import deliver_due
from leadwright.market.servers import SETTLED, Ports
from leadwright.pipeline.handing_over import remind_silent_aes
from leadwright.qualification.returning import revisit_due
from leadwright.team.models import Member

WORKER = "relay"
FIRST_HOUR, LAST_HOUR = 6, 18  # UTC: from the first rep at work in the east to the last prospect in the west
HOUSEKEEPING_HOURS = 6
STEP = timedelta(hours=2)


@dataclass
class Relay:
    """One company's relay. `settled` waits until the market's people have read what was sent to them; `heard` is
    called after each reading of mail. Mailboxes send `side_by_side`, for what they send does not meet; they are read
    one after the other, for what comes back may (colleagues of one company): the same seed, the same story."""

    floor: Floor
    members: list[Member]
    settled: Callable[[], None]
    heard: Callable[[datetime], None] = lambda _now: None
    side_by_side: Map = map

    def step(self, now: datetime) -> None:
        """Mail comes in before anything goes out."""
        self.read(now)
        self.floor.work(now, self.members)
        while advance_due(now=now, worker=WORKER) >= 500:
            pass
        send_due(now=now, worker=WORKER, last_look=last_look, side_by_side=self.side_by_side)
        if now.hour % HOUSEKEEPING_HOURS == 0:
            self.keep_house(now)

    def keep_house(self, now: datetime) -> None:
        revisit_due(now=now)
        remind_silent_aes(now=now)
        pay_due(now=now, workspace=self.floor.market.workspace)

    def read(self, now: datetime) -> None:
        """Only mailboxes that got mail are opened, as IDLE would tell; the others are known to hold nothing new."""
        self.settled()
        reached = deliver_due(now)
        boxes = Mailbox.objects.filter(workspace=self.floor.market.workspace)
        for mailbox in boxes.filter(address__in=reached).order_by("pk"):
            read_mailbox(mailbox, now=now)
        boxes.exclude(address__in=reached).update(read_at=now)
        self.heard(now)


def hours(start: datetime, end: datetime, step: timedelta = STEP) -> Iterator[datetime]:
    """The moments of the relay: every other hour of a working day, noon of the others; nights are skipped."""
    at = start.replace(minute=0, second=0, microsecond=0)
    while at < end:
        working = at.weekday() < 5 and FIRST_HOUR <= at.hour <= LAST_HOUR
        if working or (at.weekday() >= 5 and at.hour == 12):
            yield at
        at += step


@dataclass(frozen=True)
class Running:
    """The market's servers in a process of their own."""

    ports: Ports
    process: subprocess.Popen

    def settle(self) -> None:
        settle(f"127.0.0.1:{self.ports.http}")


def settle(address: str) -> None:
    """Wait until the market's people have read all that was sent to them."""
    ask = urllib.request.Request(f"http://{address}/", headers={"Host": SETTLED})
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(ask, timeout=60).close()


@contextmanager
def running_servers(log: Path | None = None) -> Iterator[Running]:
    """Servers on free ports, on this process's database; research reads pages from them."""
    url = os.environ.get("DATABASE_URL", "")
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "DATABASE_URL": f"{url.rpartition('/')[0]}/{name}",
        "LEADWRIGHT_DEMO": "1",
        "LEADWRIGHT_SECRET_KEY": settings.SECRET_KEY,
        "LEADWRIGHT_MARKET_SMTP": "0",
        "LEADWRIGHT_MARKET_IMAP": "0",
        "LEADWRIGHT_MARKET": "127.0.0.1:0",
    }
    command = [sys.executable, "-m", "leadwright.market.servers", *([str(log)] if log else [])]
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    before = settings.DEMO, settings.MARKET_ADDRESS
    try:
        ports = Ports(**json.loads(process.stdout.readline()))
        settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{ports.http}"
        yield Running(ports, process)
    finally:
        settings.DEMO, settings.MARKET_ADDRESS = before
        process.stdin.close()
        process.terminate()
        process.wait(15)
