from tests.ai.conftest import talker

__all__ = ["talker"]
