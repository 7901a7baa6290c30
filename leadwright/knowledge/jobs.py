from leadwright.kit import clock
from leadwright.kit.jobs import app
from leadwright.knowledge import phrasing


@app.task(name="leadwright.knowledge.jobs.phrase")
def phrase(answer: int) -> None:
    phrasing.phrase(answer, now=clock.now())
