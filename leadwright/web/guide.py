"""What the style guide shows: every colour, size, sign and component once. The people in it are invented."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django import forms
from django.utils.translation import gettext_lazy as _

SPRITE = Path(__file__).resolve().parent / "static" / "web" / "sprite.svg"
COLOURS = ["paper", "surface", "sunken", "hover", "tint", "rule", "rule-strong", "edge", "ink", "ink-2", "ink-3"]
COLOURS += ["accent", "accent-wash", "accent-rule", "good", "good-wash", "warn", "warn-wash", "bad", "bad-wash"]
COLOURS += ["mark", "data-1", "data-2", "data-3", "data-4"]
SIZES = ["2xs", "xs", "s", "m", "l", "xl", "2xl", "3xl"]


class ExampleForm(forms.Form):
    company = forms.CharField(label=_("Company"), help_text=_("As it signs its letters."))
    email = forms.EmailField(label=_("E-mail"))
    source = forms.ChoiceField(label=_("Where from"), choices=[("fair", _("A fair")), ("web", _("The web"))])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    agreed = forms.BooleanField(label=_("The person agreed to be called"), required=False)


def examples(now: datetime) -> dict:
    return {
        "colours": COLOURS,
        "sizes": SIZES,
        "signs": re.findall(r'symbol id="([a-z]+)"', SPRITE.read_text()),
        "form": ExampleForm({"company": "Pieno Kelias", "email": "ruta@", "source": "fair"}),
        "then": now - timedelta(hours=1, minutes=10),
        "steps": funnel(),
        "week": [("Mon", 19), ("Tue", 24), ("Wed", 17), ("Thu", 26), ("Fri", 12)],
        "line": [3, 5, 4, 8, 6, 9, 12],
    }


def funnel() -> list[dict]:
    counts = [("Leads", 1000), ("Researched", 640), ("In contact", 610), ("Answered", 148), ("Qualified", 37)]
    above = [None, *(count for _word, count in counts)]
    return [{"word": word, "count": count, "of": above[at], "url": "#"} for at, (word, count) in enumerate(counts)]
