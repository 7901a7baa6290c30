"""The product as a server serves it, for bench/floor.py: its settings, but for any host and without HTTPS."""

import os

from django.test import override_settings

from leadwright.config import wsgi

application = wsgi.application
override_settings(ALLOWED_HOSTS=["*"], DEMO=False, SECURE_SSL_REDIRECT=False).enable()


def serve(port: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["DJANGO_SETTINGS_MODULE"] = "leadwright.config.settings"
    served = {"interface": Interfaces.WSGI, "workers": 1, "blocking_threads": threads, "log_level": LogLevels.error}
    Granian("bench.served:application", address="127.0.0.1", port=port, **served).serve()
