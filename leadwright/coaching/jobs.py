"""What happens by itself. Each job may run twice."""

from leadwright.coaching import analysing, keeping
from leadwright.kit import clock
from leadwright.kit.jobs import app, every


@app.task(name="leadwright.coaching.jobs.listen")
def listen(recording_id: int) -> None:
    analysing.analyse(recording_id)


@every(seconds=60)
def collect_recordings() -> None:
    from leadwright.coaching import collecting  # it queues the listening above

    collecting.collect(now=clock.now())


@every(seconds=3600)
def forget_recordings() -> None:
    keeping.forget_what_is_past(now=clock.now())


@every(seconds=86_400)
def sweep_sounds() -> None:
    keeping.sweep(now=clock.now())
