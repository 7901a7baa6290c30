"""Jobs and timers, on the same database (procrastinate). A job is one line that calls a verb, and may run twice.

Each room's `jobs.py` is found by itself. `every` makes a timer; `app.task` makes a job that `.defer()` queues in the
caller's transaction.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import wraps

import psycopg
from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition

from leadwright.kit.leaving import ask_to_leave, leaving

__all__ = ["app", "every", "run_worker"]

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 5
STALLED_SECONDS = 15
# One batch of a timer may be slow (a mail server that does not answer); the others go on beside it. One of them listens
# to mailboxes nearly all the time.
THREADS = 5
LOOK_SECONDS = 0.5  # between two looks at whether somebody asked us to end
BREATH_SECONDS = 1  # before the next try where the database has gone


def every(*, seconds: int) -> Callable:
    """A timer: the function, which takes no arguments, runs every so many seconds on one of the workers.

    If it is still waiting for a worker when it falls due again, it is not queued twice.
    """

    def decorate(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__}.{function.__qualname__}"

        @wraps(function)
        def timed(timestamp: int) -> None:
            function()

        task = app.task(name=name, queueing_lock=name)(timed)
        app.periodic(cron=cron(seconds), periodic_id=name)(task)
        return function

    return decorate


def cron(seconds: int) -> str:
    """Six fields, the seconds come last. Only lengths that divide a minute, an hour or a day are even."""
    if seconds < 60 and 60 % seconds == 0:
        return f"* * * * * */{seconds}"
    if seconds < 3600 and 3600 % seconds == 0 and seconds % 60 == 0:
        return f"*/{seconds // 60} * * * * 0"
    if 86_400 % seconds == 0 and seconds % 3600 == 0:
        return f"0 */{seconds // 3600} * * * 0" if seconds < 86_400 else "0 0 * * * 0"
    raise ValueError(f"a timer of {seconds} s would not be even")


@app.periodic(cron="* * * * * */10", periodic_id="retry_stalled")
@app.task(name="leadwright.kit.jobs.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp: int) -> None:
    """A worker that died leaves its jobs in `doing`; they are put back, so that another does them."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)


def run_worker(*, name: str, wait: bool = True) -> None:
    """Work off the queue until SIGTERM or SIGINT comes (or, without `wait`, until it is empty). Ends what it began;
    what could go on for long looks at kit/leaving.py. Where the database goes away it comes back with it."""
    asyncio.run(_work(name=name, wait=wait))


async def _work(*, name: str, wait: bool) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask_to_leave)
    working = asyncio.create_task(_for_good(name) if wait else _work_off(name, wait=False))
    while not working.done() and not leaving():
        await asyncio.wait([working], timeout=LOOK_SECONDS)
    if not working.done():
        working.cancel()  # procrastinate ends its jobs in peace when it is cancelled
    with suppress(asyncio.CancelledError):
        await working


async def _for_good(name: str) -> None:
    while not leaving():
        try:
            await _work_off(name, wait=True)
        except (ConnectorException, psycopg.Error) as error:
            log.warning("the database does not answer: %s", (str(error.__cause__ or error).splitlines() or [""])[0])
        await asyncio.sleep(BREATH_SECONDS)


async def _work_off(name: str, *, wait: bool) -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        async with worker.open_async():
            await worker.run_worker_async(
                name=name,
                wait=wait,
                concurrency=THREADS,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=10,
                fetch_job_polling_interval=5,
                install_signal_handlers=False,
                task_middleware=[on_a_good_connection],
            )


def on_a_good_connection(job: Callable, _context: object, _worker: object) -> object:
    """As a web request does it: a connection that the database has dropped is opened anew, one that is old as well."""
    close_old_connections()
    return job()
