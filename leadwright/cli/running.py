"""`leadwright run`: everything on one machine, started together and stopped together."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from leadwright.cli.database import database, migrate, set_up, told
from leadwright.config.environment import Refused, chosen_home
from leadwright.kit.postgres import NotStarted, Server

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START_SECONDS = 60
STOP_SECONDS = 15
MOST_DEATHS = 3  # in so many seconds: then the whole stops, for something is wrong that a restart does not mend
DEATH_SECONDS = 60
LOOK_SECONDS = 0.5
MARKET_PORTS = {"LEADWRIGHT_MARKET_SMTP": 8025, "LEADWRIGHT_MARKET_IMAP": 8143, "LEADWRIGHT_MARKET": 8080}


def run_everything(*, host: str, port: int, demo: bool) -> int:
    """Run until SIGINT or SIGTERM. The exit status: 0 for a stop that was asked for."""
    stopped = stop_at_once_while_starting()
    check_port(host, port)
    home = made_home()
    prepare_environment(home, host, port, demo)
    web = Child("web server", ["web", "--host", host, "--port", str(port)], home / "web.log")
    children = [web, Child("worker", ["worker", "--name", f"{socket.gethostname()}-{port}"], home / "worker.log")]
    if demo:
        children.append(Child("market", ["market-servers"], home / "market.log"))
    with database() as server:
        try:
            web.start()  # it loads while we look after the data; nobody knows its address yet
            look_after_data(demo)
            stop_in_order(stopped)
            if wait_for_pages(web, host, port, stopped):
                for child in reversed(children[1:]):  # only now: on two cores they would hold up the pages
                    child.start()
                click.echo(f"Leadwright is running at {address(demo)}   (Ctrl-C stops it)")
                watch(children, server, stopped)
        finally:
            for child in children:
                child.ask_to_stop()
            for child in children:
                child.wait()
    click.echo("Leadwright has stopped; the data are kept.")
    return 0


def stop_at_once_while_starting() -> threading.Event:
    """Until there are children to stop, a signal ends what is being done where it stands; each step may run twice."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for name in SIGNALS:
        signal.signal(name, end)
    return threading.Event()


def stop_in_order(stopped: threading.Event) -> None:
    for name in SIGNALS:
        signal.signal(name, lambda *_ignored: stopped.set())


def address(demo: bool) -> str:
    url = os.environ["LEADWRIGHT_URL"].rstrip("/")
    return f"{url}/enter/{os.environ['LEADWRIGHT_ENTER']}/" if demo else f"{url}/"


def made_home() -> Path:
    home = chosen_home()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refused(
            f"leadwright: the data folder cannot be used: {error.filename or home}: {error.strerror}."
        ) from None
    return home


def prepare_environment(home: Path, host: str, port: int, demo: bool) -> None:
    """What the children are told; they read it as any process of this program does."""
    os.environ["LEADWRIGHT_HOME"] = str(home)
    os.environ["LEADWRIGHT_DEMO"] = "1" if demo else "0"
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    os.environ.setdefault("LEADWRIGHT_URL", f"http://{shown}:{port}")
    os.environ["LEADWRIGHT_PARENT"] = str(os.getpid())
    if demo:
        os.environ["LEADWRIGHT_ENTER"] = secrets.token_urlsafe(16)
        os.environ.update(market_ports(home))


def market_ports(home: Path) -> dict[str, str]:
    """The market's ports, chosen once: the demo's mailboxes name them."""
    kept = home / "market.json"
    if not kept.exists():
        ports = {name: free_port(usual) for name, usual in MARKET_PORTS.items()}
        kept.write_text(json.dumps(ports))
    ports = json.loads(kept.read_text())
    for port in ports.values():
        check_port("127.0.0.1", port, way_out=f"remove {kept} to have others chosen")
    return {**{name: str(port) for name, port in ports.items()}, "LEADWRIGHT_MARKET": market_site(ports)}


def market_site(ports: dict[str, int]) -> str:
    return f"127.0.0.1:{ports['LEADWRIGHT_MARKET']}"


def free_port(usual: int) -> int:
    for port in (usual, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return probe.getsockname()[1]
    raise Refused("leadwright: no port is free on this machine.")


def check_port(host: str, port: int, way_out: str = "") -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            way_out = way_out or f"choose another: leadwright run --port {port + 1 if port < 65535 else 8000}"
            raise Refused(
                f"leadwright: port {port} of {host} cannot be used ({error.strerror}). Stop what uses it, or {way_out}."
            ) from None


def look_after_data(demo: bool) -> None:
    """The schema as this version wants it and, in the demo, its workspace. A database that gives up on the way (a
    disk that runs full) is said in one line; the next start goes on."""
    set_up()
    from django.db import DatabaseError

    try:
        migrate()
        if demo:
            fill_demo()
    except DatabaseError as error:
        raise Refused(f"leadwright: the database gave up: {told(error)}") from None


def fill_demo() -> None:
    """The demo workspace, made on the first start. The people of a real installation never meet it."""
    from leadwright.team.models import Workspace

    if Workspace.objects.filter(market__isnull=True).exists():
        raise Refused(
            "leadwright: this database holds a real workspace, and a demo lets everybody in. "
            "Start with --real, or give the demo a LEADWRIGHT_HOME of its own."
        )
    from leadwright.kit import clock
    from leadwright.market.demo import ensure_demo

    if not Workspace.objects.exists():
        click.echo("Three weeks of the demo's sales floor are being lived through (once, about a minute).")
    ensure_demo(now=clock.now())


@dataclass
class Child:
    """One process of ours. What it says goes to a file; the terminal shows one address."""

    name: str
    arguments: list[str]
    log: Path
    process: subprocess.Popen | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        with open(self.log, "w" if not self.deaths else "a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "leadwright.cli", *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C goes to us; we stop them in order
            )

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> None:
        """Start it again, unless it keeps dying. Raises Refused then."""
        at = time.monotonic()
        self.deaths = [*(death for death in self.deaths if at - death < DEATH_SECONDS), at]
        said = f"The {self.name} ended by itself (status {self.process.returncode}); {self.log} says why."
        if len(self.deaths) > MOST_DEATHS:
            raise Refused(f"leadwright: {said} It was started {MOST_DEATHS} times again in vain.")
        click.echo(f"{said} It is started again.", err=True)
        self.start()

    def ask_to_stop(self) -> None:
        if self.process is not None and not self.died():
            self.process.terminate()

    def wait(self) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def wait_for_pages(web: Child, host: str, port: int, stopped: threading.Event) -> bool:
    """Until the first page answers. False when a stop was asked for meanwhile."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and not stopped.is_set():
        if web.died():
            web.restart()
        with suppress(urllib.error.URLError, OSError):
            opener.open(f"http://{shown}:{port}/healthz", timeout=5).close()
            return True
        stopped.wait(0.1)
    if stopped.is_set():
        return False
    raise Refused(f"leadwright: the web server does not answer after {START_SECONDS} s; {web.log} says why.")


def watch(children: list[Child], server: Server | None, stopped: threading.Event) -> None:
    """Until a stop is asked for; what dies meanwhile is started again."""
    while not stopped.wait(LOOK_SECONDS):
        if server is not None and not server.runs():
            click.echo("The database ended by itself and is started again.", err=True)
            try:
                server.restart()
            except NotStarted as error:
                raise Refused(f"leadwright: {error}") from None
        for child in children:
            if child.died():
                child.restart()
