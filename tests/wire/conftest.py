from tests.wire import debian
from tests.wire.servers import _office, post

__all__ = ["_office", "post"]
# Only where Postfix and Dovecot are, or may be installed.
collect_ignore = [] if debian.are_here() else ["test_debian_servers.py"]
