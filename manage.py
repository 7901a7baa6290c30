#!/usr/bin/env python
"""Django's own commands; `leadwright manage` starts the embedded database first and does the same."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    execute_from_command_line(sys.argv)
