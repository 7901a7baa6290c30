from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.knowledge.asking import colleagues
from leadwright.knowledge.models import Article
from leadwright.team.models import Member


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ["title", "body", "product", "language", "owner", "review_on"]
        labels = {
            "title": _lazy("Title of the article"),
            "body": _lazy("What may be said"),
            "product": _lazy("Product"),
            "language": _lazy("Language"),
            "owner": _lazy("Owner"),
            "review_on": _lazy("Look again on"),
        }
        help_texts = {
            "body": _lazy("Whole sentences that can be sent to a customer as they stand."),
            "language": _lazy("Two letters, as in en or lt. Empty: as it reads."),
            "owner": _lazy("Who knows: questions near this article go to them."),
        }
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14, "class": "words", "maxlength": 20_000}),
            "review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.fields["owner"].queryset = colleagues(workspace.pk)
        self.fields["owner"].required = False

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip().lower()
        if language and not (len(language) == 2 and language.isascii() and language.isalpha()):
            raise forms.ValidationError(_("Two letters, as in en or lt."))
        return language

    def clean_title(self) -> str:
        title = self.cleaned_data["title"].strip()
        twins = Article.objects.filter(workspace=self.workspace, title__iexact=title).exclude(pk=self.instance.pk)
        if twins.exists():
            raise forms.ValidationError(_("An article of this title stands already. Mend that one."))
        return title

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if len(body) > 20_000:
            raise forms.ValidationError(_("Longer than 20,000 characters. Make two articles of it."))
        return body


class AskForm(forms.Form):
    question = forms.CharField(
        label=_lazy("Question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "words", "autofocus": True}),
        help_text=_lazy("As the customer asked it, in their language."),
    )


class WrittenForm(forms.Form):
    """The answer of the one who knows, and whether it becomes an article or mends one."""

    text = forms.CharField(
        label=_lazy("The answer, as it may be sent"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "words"}),
    )
    kept = forms.ChoiceField(
        label=_lazy("And the next one who asks?"),
        choices=[
            ("new", _lazy("Make an article of it")),
            ("mend", _lazy("Put it into an article that stands")),
            ("no", _lazy("Answer this one only")),
        ],
        initial="new",
    )
    title = forms.CharField(label=_lazy("Title of the new article"), max_length=200, required=False)
    mends = forms.ModelChoiceField(
        label=_lazy("Article to put it into"), queryset=Article.objects.none(), required=False
    )

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.fields["mends"].queryset = Article.objects.filter(workspace=workspace).order_by("title")

    def clean(self) -> dict:
        said = super().clean()
        title = (said.get("title") or "").strip()
        if said.get("kept") == "new" and not title:
            self.add_error("title", _("Give the article a title."))
        elif said.get("kept") == "new" and self._twin(title):
            self.add_error("title", _("An article of this title stands already. Mend that one."))
        if said.get("kept") == "mend" and not said.get("mends"):
            self.add_error("mends", _("Choose the article."))
        return said

    def _twin(self, title: str) -> bool:
        return Article.objects.filter(workspace=self.workspace, title__iexact=title).exists()

    def article(self, *, owner: Member) -> Article | None:
        said = self.cleaned_data
        if said["kept"] == "mend":
            return said["mends"]
        if said["kept"] == "new":
            return Article(workspace=self.workspace, title=said["title"].strip(), owner=owner)
        return None
