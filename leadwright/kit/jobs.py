"""Jobs and timers, on the same database (procrastinate). A job is one line that calls a verb, and may run twice.

Each room's `jobs.py` is found by itself. `every` makes a timer; `app.task` makes a job that `.defer()` queues in the
caller's transaction.
"""

from collections.abc import Callable
from functools import wraps

from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition

__all__ = ["app", "every", "run_worker"]

HEARTBEAT_SECONDS = 5
STALLED_SECONDS = 15
# One batch of a timer may be slow (a mail server that does not answer); the others go on beside it.
THREADS = 4


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
    """Work off the queue until a signal comes (or, without `wait`, until it is empty). Ends what it began."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            name=name,
            wait=wait,
            concurrency=THREADS,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=10,
            fetch_job_polling_interval=5,
        )
