from django import forms
from django.utils.translation import gettext_lazy as _lazy

from leadwright.research.models import Brief, Fact


class BriefForm(forms.ModelForm):
    class Meta:
        model = Brief
        fields = ["company", "need", "gap", "role", "opener"]
        labels = {
            "company": _lazy("What the company does"),
            "need": _lazy("What they need"),
            "gap": _lazy("The gap that our offer closes"),
            "role": _lazy("Their part in buying"),
            "opener": _lazy("One personal sentence"),
        }
        help_texts = {
            "need": _lazy("A few words that follow “you need”: a record of each load."),
            "gap": _lazy("A few words that follow “today”: nobody can show one load's whole journey."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "maxlength": 1000}) for name in ("company", "need", "gap", "opener")
        }


class FactForm(forms.ModelForm):
    class Meta:
        model = Fact
        fields = ["text", "source"]
        labels = {"text": _lazy("Fact"), "source": _lazy("Where from")}
