"""Tags for the look: loaded everywhere (settings.TEMPLATES builtins)."""

from django import template

register = template.Library()
