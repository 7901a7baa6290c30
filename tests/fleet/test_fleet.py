"""A short one of `make fleet`: real worker processes, killed, cut off and stopped in the middle of their sends."""

import time

import pytest
from django.db import connection

from fleet.database import way_in
from fleet.floor import furnish
from fleet.gate import Gate
from fleet.partition import cut_off
from fleet.race import race
from fleet.sink import post_office
from fleet.storm import storm, wait
from fleet.workers import crew
from leadwright.conversations.models import Message

RATE = 600  # a lease of 15 minutes takes a second and a half
pytestmark = [pytest.mark.wire, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setenv("LEADWRIGHT_LOG_LEVEL", "CRITICAL")
    monkeypatch.setenv("LEADWRIGHT_DEMO", "1")


def hang_up(_turn: int) -> None:
    """The database drops everybody: what a restart looks like to the workers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def database_target() -> int | str:
    """Where the server listens: a port of this machine, or a socket in a folder."""
    port = connection.settings_dict["PORT"] or 5432
    folder = connection.settings_dict["HOST"]
    return f"{folder}/.s.PGSQL.{port}" if folder.startswith("/") else int(port)


def test_killed_workers_send_nothing_twice_and_lose_nothing(tmp_path):
    with post_office(tmp_path, lost_in_100=2) as post, crew(3, way_in()) as hired:
        done = storm(furnish(200, [post.port], RATE), post, hired, kills=6, restarts=1, restart=hang_up)
    assert done.verdict.wrong == []
    assert (done.kills, done.restarts, done.verdict.sends) == (6, 1, 200)


def test_a_worker_that_was_cut_off_is_fenced(tmp_path):
    with post_office(tmp_path, pause=0.005) as post, Gate(database_target()) as gate, crew(1, way_in()) as hired:
        floor = furnish(200, [post.port], RATE)
        done = cut_off(floor, post, hired, gate, gate.freeze, dead=3, first=20)
    assert done.verdict.wrong == []


def test_workers_that_race_for_the_same_rows_do_each_once(tmp_path):
    with post_office(tmp_path) as post, crew(4, way_in()) as hired:
        done = race(furnish(200, [post.port], RATE), post, hired)
    assert done.verdict.wrong == []


def test_a_worker_that_is_told_to_stop_ends_between_two_mails(tmp_path):
    with post_office(tmp_path, pause=0.01) as post, crew(1, way_in()) as hired:
        furnish(300, [post.port], RATE)
        wait(lambda: post.taken >= 10, watch=lambda: post.taken)
        asked = time.monotonic()
        assert hired.stop(hired.running[0]) == 0
        assert time.monotonic() - asked < 15
        states = set(Message.objects.values_list("state", flat=True))
        assert states <= {"queued", "sent", "failed"} and "queued" in states
        assert set(post.message_ids()) == set(Message.objects.filter(state="sent").values_list("message_id", flat=True))
