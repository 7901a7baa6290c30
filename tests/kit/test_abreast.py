"""Several things at once: one that waits keeps no other waiting."""

import threading

import pytest
from django.db import connection

from leadwright.kit.abreast import abreast


def backend(_thing: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def lives(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)", [pid])
        return cursor.fetchone()[0]


def test_those_who_wait_for_each_other_meet(transactional_db):
    meeting = threading.Barrier(3)
    with abreast(3) as side_by_side:
        assert sorted(side_by_side(lambda _thing: meeting.wait(20), range(3))) == [0, 1, 2]


def test_answers_come_in_order_and_no_connection_is_left_behind(transactional_db):
    with abreast(2) as side_by_side:
        assert list(side_by_side(str, range(7))) == list("0123456")
        pids = set(side_by_side(backend, range(4)))
    assert backend(None) not in pids
    for _try in range(200):  # the server hears of a closed connection a moment later
        if not any(map(lives, pids)):
            break
        connection.cursor().execute("SELECT pg_sleep(0.05)")
    assert not any(map(lives, pids))


def test_an_error_is_raised_where_its_answer_would_have_come():
    with abreast(2) as side_by_side:
        answers = iter(side_by_side(lambda thing: 6 // thing, [2, 0, 3]))
        assert next(answers) == 3
        with pytest.raises(ZeroDivisionError):
            next(answers)
