from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.knowledge.models import Article


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ["title", "body"]
        labels = {"title": _lazy("Title"), "body": _lazy("What may be said")}
        help_texts = {"body": _lazy("Whole sentences that can be sent to a customer as they stand.")}
        widgets = {"body": forms.Textarea(attrs={"rows": 14, "class": "words", "maxlength": 20_000})}

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.workspace = workspace

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
