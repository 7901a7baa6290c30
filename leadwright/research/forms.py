from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.kit.http import Page, decoded
from leadwright.research.models import Brief, Fact
from leadwright.research.plain_words import lines_of

MOST_PASTED = 40_000
MOST_FILE = 1024 * 1024


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


class PastedForm(forms.Form):
    """A text, or a page or note that was saved as a file; and where it is from."""

    text = forms.CharField(
        label=_lazy("The text as you copied it"),
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = forms.FileField(label=_lazy("Or a saved page or note"), required=False, allow_empty_file=True)
    source = forms.CharField(label=_lazy("Where from"), max_length=300, initial=_lazy("LinkedIn profile"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs, auto_id="pasted-%s")
        self.fields["file"].widget.attrs["accept"] = ".txt,.md,.html,.htm,text/plain,text/html"

    def clean(self) -> dict:
        given = super().clean()
        if file := given.get("file"):
            given["text"] = self.in_file(file)
        if not self.errors and not given.get("text", "").strip():
            self.add_error("text", _("Paste something, or choose a file."))
        return given

    def in_file(self, file) -> str:
        body = file.read(MOST_FILE + 1)
        if len(body) > MOST_FILE:
            self.add_error("file", _("The file is larger than 1 MB."))
            return ""
        text = decoded(body, "")
        if "\x00" in text[:2_000]:
            self.add_error("file", _("This is no text and no page."))
            return ""
        if "<html" in text[:2_000].lower() or "<body" in text[:5_000].lower():
            text = "\n".join(lines_of(Page("", 200, "text/html", text)))
        return text[:MOST_PASTED]
