"""Jobs on the real queue, worked off by real worker processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from croniter import croniter
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

import leadwright
from leadwright.kit import jobs

RETRIES = "leadwright.kit.jobs.retry_stalled"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (5, "* * * * * */5"),
        (60, "*/1 * * * * 0"),
        (300, "*/5 * * * * 0"),
        (3600, "0 */1 * * * 0"),
        (86_400, "0 0 * * * 0"),
    ],
)
def test_a_timer_falls_due_evenly(seconds, expected):
    assert jobs.cron(seconds) == expected
    turns = croniter(expected, 1_800_000_000)
    times = [turns.get_next() for _turn in range(50)]
    assert {later - earlier for earlier, later in zip(times, times[1:], strict=False)} == {seconds}


@pytest.mark.parametrize("seconds", [7, 61, 90, 5000])
def test_a_timer_that_would_not_be_even_is_refused(seconds):
    with pytest.raises(ValueError, match="not be even"):
        jobs.cron(seconds)


def test_every_rooms_jobs_are_found():
    known = {task.func.__module__ for task in jobs.app.tasks.values()} | {
        getattr(task.func, "__wrapped__", task.func).__module__ for task in jobs.app.tasks.values()
    }
    written = {path.parent.name for path in Path(leadwright.__file__).parent.glob("*/jobs.py")}
    assert {f"leadwright.{room}.jobs" for room in written} <= known


@pytest.mark.django_db(transaction=True)
def test_a_job_is_queued_with_the_rows_that_it_speaks_of_or_not_at_all():
    task, before = jobs.app.tasks[RETRIES], ProcrastinateJob.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        task.configure(queueing_lock=None).defer(timestamp=0)
        raise ZeroDivisionError
    assert ProcrastinateJob.objects.count() == before


WORKER = """
import os, sys, time
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from leadwright.kit.jobs import app, run_worker

@app.task(name="tests.slow")
def slow(number):
    open(os.path.join(sys.argv[2], f"begun-{number}"), "w").close()
    time.sleep(float(sys.argv[3]))
    open(os.path.join(sys.argv[2], f"done-{number}"), "w").close()

run_worker(name=sys.argv[4])
"""


def start_worker(folder, name, seconds):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(folder), str(seconds), name],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "leadwright.config.settings"},
        stdin=subprocess.DEVNULL,
    )


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_the_jobs_of_a_killed_worker_are_done_by_another(tmp_path):
    for number in range(6):
        jobs.app.configure_task("tests.slow").defer(number=number)
    first = start_worker(tmp_path, "killed", 600)
    try:
        wait_until(lambda: len(list(tmp_path.glob("begun-*"))) >= 2)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert not list(tmp_path.glob("done-*"))
    second = start_worker(tmp_path, "other", 0)
    try:
        wait_until(lambda: len(list(tmp_path.glob("done-*"))) == 6)
        wait_until(lambda: not ProcrastinateJob.objects.filter(task_name="tests.slow").exists())
    finally:
        second.terminate()
        assert second.wait(20) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_comes_back_when_the_database_has_hung_up(tmp_path):
    jobs.app.configure_task("tests.slow").defer(number=1)
    worker = start_worker(tmp_path, "patient", 0)
    try:
        wait_until(lambda: (tmp_path / "done-1").exists())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        jobs.app.configure_task("tests.slow").defer(number=2)
        wait_until(lambda: (tmp_path / "done-2").exists())
        assert worker.poll() is None
    finally:
        worker.terminate()
        assert worker.wait(20) == 0
