"""The workspace's language model: set up, tried, taken away. Off until somebody sets it up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.ai.forms import LanguageModelForm
from leadwright.ai.models import LanguageModel
from leadwright.ai.speaking import NotSaid, say
from leadwright.kit.pages import gone, wrong

PAGE = "ai/language_model.html"


@require_http_methods(["GET", "POST"])
def language_model(request: HttpRequest) -> HttpResponse:
    """The model is kept once it has answered."""
    kept = LanguageModel.objects.seen_by(request.member).first()
    begun = kept or LanguageModel(workspace=request.member.workspace, created_at=request.now)
    form = LanguageModelForm(request.POST or None, instance=begun)
    page = {"room": "workspace", "form": form, "kept": kept}
    if request.method == "GET":
        return render(request, PAGE, page)
    if form.is_valid():
        try:
            said = say(form.instance, task="Answer with one word.", given="Which colour has snow?")
        except NotSaid as error:
            form.add_error(None, error.sentence)
        else:
            form.save()
            return gone(request, to=reverse("ai:language_model"), said=_("The model is kept; it said: %s") % said[:60])
    return wrong(request, PAGE, page)


@require_POST
def removal(request: HttpRequest) -> HttpResponse:
    LanguageModel.objects.seen_by(request.member).delete()
    return gone(request, to=reverse("ai:language_model"), said=_("The model is taken away; answers are quotes again."))
