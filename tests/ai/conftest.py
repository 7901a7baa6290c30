import pytest

from leadwright.ai.models import LanguageModel
from tests.wire import language_model
from tests.wire.language_model import KEY, Talker

URL = "https://models.example/v1"


@pytest.fixture
def talker(settings):
    """A language model that answers as the test says."""
    made = Talker()
    server = language_model.serve(made)
    settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{made.port}"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def model(cast, now, talker) -> LanguageModel:
    return LanguageModel.objects.create(workspace=cast.workspace, url=URL, name="small-1", key=KEY, created_at=now)
