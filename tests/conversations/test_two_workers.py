"""Several workers, several processes, and one that is killed: nothing leaves twice, nothing is lost."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from django.db import connection, connections

from leadwright.conversations.models import Message
from leadwright.conversations.sending import reclaim_expired
from leadwright.kit.abreast import abreast
from tests import cast as people
from tests.cast import a_lead
from tests.conversations.stage import a_message, later, messages, send, state_of

State = Message.State
pytestmark = pytest.mark.wire


@pytest.fixture
def floor(transactional_db):
    return people.assemble()


def test_workers_side_by_side_send_each_message_once(floor, post):
    found = messages(post.mailbox_of(floor.alice), 25) + messages_of_bob(floor, post, 25)

    def work(name: str) -> None:
        try:
            while Message.objects.filter(state__in=[State.QUEUED, State.CLAIMED]).exists():
                send(worker=name, limit=7)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work, args=[f"w{number}"]) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    counts = Counter(taken.message_id for taken in post.taken)
    assert counts == Counter(message.message_id for message in found)
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_server_that_says_nothing_keeps_no_other_mailbox_waiting(floor, post):
    with socket.create_server(("127.0.0.1", 0)) as silent, abreast(2) as side_by_side:
        waiting = a_message(post.mailbox_of(floor.alice, smtp_port=silent.getsockname()[1]))
        messages_of_bob(floor, post, 3)
        sending = threading.Thread(target=send_and_leave, kwargs={"side_by_side": side_by_side})
        sending.start()
        caller, _address = silent.accept()
        wait_until(lambda: len(post.taken) == 3)
        assert state_of(waiting) == State.CLAIMED
        caller.close()
        sending.join(60)
    assert len(post.taken) == 3 and state_of(waiting) == State.QUEUED


def send_and_leave(**fields) -> None:
    try:
        send(**fields)
    finally:
        connections.close_all()


def messages_of_bob(floor, post, count: int) -> list[Message]:
    box = post.mailbox_of(floor.bob)
    return [a_message(box, a_lead(floor.bob, email=f"b{number}@bob{number}.example")) for number in range(count)]


WORKER = """
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = "{database}"
from tests.conversations.stage import send
while True:
    send(worker="child")
"""


def test_a_killed_worker_leaves_each_message_sent_once_or_unknown(floor, post):
    """kill -9 in the middle, again and again: delivered at most once, and every doubt is visible."""
    found = messages(post.mailbox_of(floor.alice, daily_limit=1000), 120)
    for kill in range(4):
        child = start_worker()
        seen = len(post.taken)
        wait_until(lambda seen=seen, child=child: len(post.taken) >= seen + 10 or child.poll() is not None)
        time.sleep(0.003 * kill)
        child.send_signal(signal.SIGKILL)
        child.wait()
        # The database may hear of a killed process a little later; its locks go with it.
        wait_until(lambda: not Message.objects.filter(state=State.CLAIMED).exists() or reclaim_expired(later(days=1)))
    wait_until(lambda: send(limit=500) or not Message.objects.filter(state=State.QUEUED).exists())
    reclaim_expired(later(days=1))
    counts = Counter(taken.message_id for taken in post.taken)
    assert max(counts.values()) == 1
    states = Counter(Message.objects.values_list("state", flat=True))
    assert set(states) <= {State.SENT, State.UNKNOWN} and states[State.UNKNOWN] <= 4
    assert states.total() == len(found) and len(counts) >= states[State.SENT]


def start_worker() -> subprocess.Popen:
    code = WORKER.format(database=connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "leadwright.config.settings"}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=os.getcwd())


def wait_until(ready, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.002)


def test_who_stops_the_sending_waits_for_a_mail_that_passes_its_point(floor, post):
    """The stop commits after that mail's point of no return, never beside it: its button promises that nothing leaves
    from then on."""
    a_message(post.mailbox_of(floor.alice))
    waited = []

    def look(_message) -> str:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            mine = cursor.fetchone()[0]
        for table in ("team_workspace", "channels_mailbox"):
            stop = threading.Thread(target=stop_in, args=[table])
            stop.start()
            waited.append(is_waited_for(mine))
            stops.append(stop)
        return ""

    stops: list[threading.Thread] = []
    assert send(last_look=look) == 1
    for stop in stops:
        stop.join(10)
    assert waited == [True, True]


def stop_in(table: str) -> None:
    column = "sending_stopped_at" if table == "team_workspace" else "stopped_at"
    with connections["default"].cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = now()")
    connections.close_all()


def is_waited_for(pid: int, seconds: float = 10) -> bool:
    """Whether somebody comes to wait for a lock of this session."""
    found, until = False, time.monotonic() + seconds
    waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND %s = ANY (pg_blocking_pids(pid)))"
    while not found and time.monotonic() < until:
        with connections["default"].cursor() as cursor:
            cursor.execute(waiting, [pid])
            found = cursor.fetchone()[0]
    return found
