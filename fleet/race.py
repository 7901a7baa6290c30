"""B5: many workers want the same rows at the same moment."""

import time
from dataclasses import dataclass

from fleet.floor import Floor
from fleet.sink import Post
from fleet.storm import REST, settled, wait
from fleet.verdict import Verdict, judge
from fleet.workers import Crew


@dataclass
class Race:
    verdict: Verdict
    seconds: float


def race(floor: Floor, post: Post, crew: Crew) -> Race:
    """The rows are due: each worker of the crew plans and sends what it can get, until none is left."""
    began = time.monotonic()
    wait(lambda: settled(floor), watch=lambda: post.taken, look=REST)
    seconds = time.monotonic() - began
    crew.kill_all()
    return Race(judge(floor, post, most_unknown=0), seconds)
