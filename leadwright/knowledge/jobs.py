from leadwright.kit import clock
from leadwright.kit.jobs import app
from leadwright.knowledge import phrasing, sites


@app.task(name="leadwright.knowledge.jobs.phrase")
def phrase(answer: int) -> None:
    phrasing.phrase(answer, now=clock.now())


@app.task(name="leadwright.knowledge.jobs.read_site")
def read_site(site: int) -> None:
    sites.read_site(site, now=clock.now())
