"""A shorter run of the fleet (make fleet): real workers, really killed, over real SMTP, and nothing is sent twice."""

import pytest

from fleet.database import way_in
from fleet.floor import furnish
from fleet.sink import post_office
from fleet.storm import storm
from fleet.workers import crew

# Most of it is waiting until the leases of the dead have run out.
pytestmark = [pytest.mark.wire, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
SENDS, KILLS = 300, 6


def no_restart(_turn: int) -> None:
    """The database of the tests belongs to the other tests too: it is restarted in make fleet alone."""


def test_workers_that_are_killed_lose_no_mail_and_send_none_twice(tmp_path):
    with post_office(tmp_path, lost_in_100=1, pause=0.002) as post, crew(3, way_in()) as hired:
        floor = furnish(SENDS, [post.port])
        done = storm(floor, post, hired, kills=KILLS, restarts=0, restart=no_restart)
    assert done.verdict.wrong == []
    assert done.kills == KILLS
    assert done.verdict.duplicates == 0
    assert done.verdict.delivered + done.verdict.failed + done.verdict.unknown == SENDS
    assert done.verdict.delivered > SENDS // 2
