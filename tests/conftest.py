import shutil

import hypothesis
import pytest
from django.conf import settings as of_project

from tests import cast as people

# The gate tries the same cases each time, on a machine of whatever speed. To look for new ones:
# pytest --hypothesis-profile=default
hypothesis.settings.register_profile("gate", derandomize=True, deadline=None)
hypothesis.settings.load_profile("gate")


@pytest.fixture
def cast(db) -> people.Cast:
    return people.assemble()


@pytest.fixture
def now():
    return people.MONDAY


@pytest.fixture
def as_member(client):
    """`as_member(cast.alice)` gives a client that is logged in as her."""

    def log_in(member):
        client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def stopped_clock(db, settings, now):
    """The doors see `now`, as in a demo whose market stands still."""
    from leadwright.kit.models import MarketClock

    settings.DEMO = True
    return MarketClock.objects.update_or_create(pk=1, defaults={"virtual_at": now, "real_at": now, "rate": 0})[0]


@pytest.fixture(scope="session", autouse=True)
def _no_sound_left():
    """Files outlive the transactions of the tests: they go when the tests have ended."""
    yield
    shutil.rmtree(of_project.HOME / "recordings", ignore_errors=True)
