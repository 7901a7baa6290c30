"""`leadwright run` as an operator meets it: real processes, a database of their own, real signals."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from leadwright.kit import postgres

pytestmark = pytest.mark.timeout(240)
INHERITED = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LEADWRIGHT_DEMO", "LEADWRIGHT_TEST_DATABASE", "LEADWRIGHT_HOME"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("running") / "home"
    yield home
    if os.geteuid() == 0 and (home / "id").exists():
        shutil.rmtree(postgres.identity(home).place)


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in INHERITED}
    return {**kept, "LEADWRIGHT_HOME": str(home), "PYTHONUNBUFFERED": "1", **more}


def command(home: Path, *arguments: str, **more) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "leadwright.cli", *arguments],
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def said(home: Path, *arguments: str, **more) -> tuple[int, str]:
    program = command(home, *arguments, **more)
    text, _nothing = program.communicate(timeout=120)
    return program.returncode, text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


class Running:
    """One `leadwright run`, waited for until it names its address."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.port = free_port()
        self.program = command(home, "run", "--port", str(self.port), *arguments)
        self.line = self.program.stdout.readline()
        self.address = re.search(r"http://\S+", self.line).group()
        wait_until(lambda: {"web", "worker"} <= set(self.children()))  # a program's name shows a moment after it starts

    def children(self) -> dict[str, psutil.Process]:
        found = {}
        for child in psutil.Process(self.program.pid).children():
            with suppress(psutil.Error):  # it may end while we look
                found |= {name: child for name in ("web", "worker", "market-servers") if name in child.cmdline()}
        return found

    def stop(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        self.program.send_signal(by)
        text, _nothing = self.program.communicate(timeout=60)
        return self.program.returncode, text


@pytest.fixture
def start(home):
    """`start("--real")`; whatever a test leaves running is stopped after it."""
    started: list[Running] = []

    def begin(*arguments: str) -> Running:
        started.append(Running(home, *arguments))
        return started[-1]

    yield begin
    for running in started:
        if running.program.poll() is None:
            running.stop(signal.SIGTERM)


def status(address: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=20) as answer:
        return answer.status


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_one_command_starts_everything_and_one_signal_stops_it(home, start, by):
    running = start("--real")
    children = running.children()
    assert set(children) == {"web", "worker"}
    assert status(running.address) == 200
    wait_until(lambda: ready(running.port))
    code, text = running.stop(by)
    assert (code, text.strip()) == (0, "Leadwright has stopped; the data are kept.")
    assert not any(child.is_running() for child in children.values())
    assert not server_of(home).runs()


def ready(port: int) -> bool:
    try:
        return status(f"http://127.0.0.1:{port}/readyz") == 200
    except OSError:
        return False


def server_of(home: Path) -> postgres.Server:
    server = postgres.Server(home)
    server.who = postgres.identity(home)
    return server


def test_a_child_that_dies_is_started_again_with_a_line(home, start):
    running = start("--real")
    first = running.children()["worker"]
    first.kill()
    line = running.program.stdout.readline()
    assert "The worker ended by itself" in line and "worker.log" in line
    wait_until(lambda: running.children().get("worker", first).pid != first.pid)
    assert running.stop()[0] == 0


def test_a_database_that_dies_is_started_again_with_a_line(home, start):
    running = start("--real")
    server = server_of(home)
    os.kill(int((server.data / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGKILL)
    assert "database ended by itself" in running.program.stdout.readline()
    wait_until(lambda: ready(running.port))
    assert running.stop()[0] == 0


def test_when_it_is_killed_its_children_end_and_the_next_start_goes_on(home, start):
    running = start("--real")
    children = running.children()
    running.program.kill()
    running.program.wait()
    wait_until(lambda: not any(alive(child) for child in children.values()))
    again = start("--real")
    assert again.stop()[0] == 0
    assert not server_of(home).runs()


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_runs_on_a_database_that_it_is_given(home, tmp_path):
    with postgres.Server(home) as url:
        program = command(tmp_path / "new" / "home", "run", "--real", "--port", str(free_port()), DATABASE_URL=url)
        try:
            assert "running at" in program.stdout.readline()
        finally:
            program.terminate()
            program.communicate(timeout=60)
        assert program.returncode == 0
        assert not (tmp_path / "new" / "home" / "postgres").exists()
        assert server_of(home).runs()


def test_a_port_in_use_is_one_clear_line(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, text = said(home, "run", "--real", "--port", str(port))
    assert code == 1
    assert text.count("\n") == 1 and str(port) in text and "Address already in use" in text


def test_data_of_another_version_are_one_clear_line(home):
    version = server_of(home).data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("16\n")
    try:
        code, text = said(home, "run", "--real", "--port", str(free_port()))
    finally:
        version.write_text(kept)
    assert code == 1
    assert text.count("\n") == 1 and "PostgreSQL 16" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:///x"),
        ("LEADWRIGHT_URL", "example"),
        ("LEADWRIGHT_SECRET_KEY", "short"),
        ("LEADWRIGHT_DEBUG", "perhaps"),
        ("LEADWRIGHT_HOME", "/proc/nowhere"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
    ],
)
def test_a_setting_that_makes_no_sense_is_one_clear_line(home, name, value):
    code, text = said(home, "run", "--real", "--port", str(free_port()), **{name: value})
    assert code == 1
    assert text.startswith("leadwright: ") and text.count("\n") == 1, text


def test_the_first_admin_of_a_real_installation_and_no_demo_beside_it(home):
    given = ["create-admin", "--email", "Ada@Northmark.example", "--name", "Ada", "--workspace", "Northmark"]
    password = {"LEADWRIGHT_ADMIN_PASSWORD": "correct horse battery"}
    code, text = said(home, *given, LEADWRIGHT_ADMIN_PASSWORD="short")
    assert code == 1 and text.count("\n") == 1
    code, text = said(home, *given, **password)
    assert (code, text) == (0, "Ada is an admin of Northmark and logs in with ada@northmark.example.\n")
    code, text = said(home, *given, **password)
    assert code == 1 and "member already" in text
    code, text = said(home, "run", "--port", str(free_port()))
    assert code == 1 and "real workspace" in text and text.count("\n") == 1


def test_a_simulation_that_is_stopped_leaves_no_database_behind(home, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("Email,Company\n" + "".join(f"p{n}@firm{n}.example,Firm {n}\n" for n in range(50)))
    with postgres.Server(home) as url:
        program = command(home, "simulate", "--leads", str(people), "--days", "30")
        wait_until(lambda: simulations(url))
        time.sleep(1)
        program.terminate()
        program.communicate(timeout=60)
        assert program.returncode == 128 + signal.SIGTERM
        assert simulations(url) == []


DEAF = """
import signal
import time
from leadwright.cli.ending import end_on_sigterm

class Deaf:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

end_on_sigterm()
Deaf()
print("went on", flush=True)
while True:
    time.sleep(0.5)
"""


def test_a_stop_that_comes_inside_a_destructor_is_not_lost():
    program = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, text=True, timeout=30, check=False)
    assert (program.returncode, program.stdout, program.stderr) == (128 + signal.SIGTERM, "went on\n", "")


def simulations(url: str) -> list:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname LIKE 'leadwright_simulation%'").fetchall()


def test_djangos_commands_work_on_the_same_database(home):
    code, text = said(home, "manage", "migrate", "--check")
    assert code == 0, text


def test_help_names_each_command(home):
    code, text = said(home, "--help")
    assert code == 0
    for name in ("run", "worker", "simulate", "create-admin", "manage", "market-servers", "web"):
        assert name in text
