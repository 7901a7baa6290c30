"""Imported once by the process from which workers are forked: all that each of them needs is loaded then."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
django.setup()

import leadwright.cadences.jobs  # noqa: E402, F401
