from tests.wire.servers import _office, post

__all__ = ["_office", "post"]
