import pytest

from tests import cast as people


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
