import pytest

from leadwright.market.models import Market
from leadwright.market.relay import running_servers
from tests.cast import a_mailbox


@pytest.fixture
def market(cast):
    return Market.objects.create(workspace=cast.workspace, seed=7, liveliness=3)


@pytest.fixture
def servers(transactional_db, tmp_path):
    """The market's servers in their own process, on the test database. `log` is the sink's account."""
    with running_servers(tmp_path / "sink.jsonl") as running:
        yield running


@pytest.fixture
def alices_box(servers, cast, market):
    from leadwright.market.post import password_of

    box = a_mailbox(cast.alice, smtp_port=servers.ports.smtp, imap_port=servers.ports.imap)
    box.password = password_of(box.address)
    box.save(update_fields=["password"])
    return box
