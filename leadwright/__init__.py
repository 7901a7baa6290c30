"""Leadwright: the sales development platform, from marketing's list to a commission line."""

__version__ = "0.1.0"
