from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.cadences.models import Cadence
from leadwright.coaching.models import Moment
from leadwright.knowledge.models import Article
from leadwright.team.models import Member
from leadwright.training.models import Card, Lesson, Topic


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["name", "kind", "talks"]
        labels = {
            "name": _lazy("Name of the path"),
            "kind": _lazy("It teaches"),
            "talks": _lazy("Practised talks that it asks for"),
        }
        help_texts = {"talks": _lazy("Those of the last 60 days count for its readiness, each as three cards.")}

    def __init__(self, *args, workspace, **kwargs) -> None:
        super().__init__(*args, auto_id="topic_%s", **kwargs)
        self.workspace = workspace
        self.fields["talks"].required = False

    def clean_talks(self) -> int:
        return min(self.cleaned_data.get("talks") or 0, 20)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        twin = Topic.objects.filter(workspace=self.workspace, name__iexact=name).exclude(pk=self.instance.pk).first()
        if twin and twin.out_at:
            raise forms.ValidationError(_("A path of this name was taken out. Put that one back."))
        if twin:
            raise forms.ValidationError(_("A path of this name stands already."))
        return name


class LessonForm(forms.ModelForm):
    """A lesson that stands also has its place in the path, and may ask to be taken anew."""

    place = forms.IntegerField(label=_lazy("Place in the path"), min_value=1, max_value=1000)
    anew = forms.BooleanField(
        label=_lazy("Who took it takes it again"),
        required=False,
        help_text=_lazy("Where it teaches another thing now. What they recalled stays."),
    )

    class Meta:
        model = Lesson
        fields = ["title", "article", "moment", "page", "words", "day"]
        labels = {
            "title": _lazy("Title of the lesson"),
            "article": _lazy("Article to read"),
            "moment": _lazy("Moment of a real call"),
            "page": _lazy("Page of this product on which it is done"),
            "words": _lazy("What to read or to do"),
            "day": _lazy("Working day of an onboarding"),
        }
        help_texts = {
            "title": _lazy("Empty: as the article is called, with a question to recall of it."),
            "page": _lazy("An address of this product, as in /research/."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 4, "class": "words"})}

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, auto_id="lesson_%s", **kwargs)
        self.fields["article"].queryset = Article.objects.seen_by(member).order_by("title")
        self.fields["moment"].queryset = Moment.objects.seen_by(member).order_by("topic", "title")
        self.fields["title"].required = False
        if self.instance.pk:
            before = self.instance.topic.lessons.filter(out_at=None, position__lt=self.instance.position)
            self.initial["place"] = before.count() + 1
        else:
            del self.fields["place"], self.fields["anew"]

    def clean(self) -> dict:
        said = super().clean()
        if not said.get("title", "").strip() and not said.get("article"):
            self.add_error("title", _("Give it a title, or choose an article."))
        return said

    def clean_page(self) -> str:
        page = self.cleaned_data["page"].strip()
        if page and (not page.startswith("/") or page.startswith("//") or "\\" in page):
            raise forms.ValidationError(_("An address of this product, as in /research/."))
        return page


class CardForm(forms.ModelForm):
    anew = forms.BooleanField(
        label=_lazy("The right answer is another now"),
        required=False,
        help_text=_lazy("Everybody is asked anew. What was recalled stays, beside the old words."),
    )

    class Meta:
        model = Card
        fields = ["question", "answer"]
        labels = {"question": _lazy("Question"), "answer": _lazy("Answer")}
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="card_%s", **kwargs)
        if not self.instance.pk:
            del self.fields["anew"]


class GateForm(forms.Form):
    cadence = forms.ModelChoiceField(Cadence.objects.none(), label=_lazy("Cadence"))
    percent = forms.IntegerField(label=_lazy("How ready, in %"), min_value=1, max_value=100, initial=80)

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, auto_id="gate_%s", **kwargs)
        self.fields["cadence"].queryset = Cadence.objects.seen_by(member).order_by("name")


class OnboardingForm(forms.Form):
    member = forms.ModelChoiceField(Member.objects.none(), label=_lazy("Who begins"))
    begins_on = forms.DateField(label=_lazy("On"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, members, **kwargs) -> None:
        super().__init__(*args, auto_id="onboarding_%s", **kwargs)
        self.fields["member"].queryset = members
