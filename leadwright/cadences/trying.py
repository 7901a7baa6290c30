"""The doors of words that are tried beside a step's own: write them, leave them off, keep the better ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.cadences import comparing, versions
from leadwright.cadences.forms import VariantForm
from leadwright.cadences.models import Step, StepKind, Variant
from leadwright.kit.pages import gone, wrong

PAGE = "cadences/variant.html"


@require_http_methods(["GET", "POST"])
def variants(request: HttpRequest, pk: int) -> HttpResponse:
    """Words more, tried beside the step's own: they begin as a copy of those."""
    step = _mail(request, pk)
    begins = bool(step.template.subject)
    if request.method == "GET":
        initial = {"subject": step.template.subject, "body": step.template.body}
        return render(request, PAGE, _page(step, VariantForm(initial=initial, begins=begins)))
    form = VariantForm(request.POST, begins=begins)
    if not form.is_valid():
        return wrong(request, PAGE, _page(step, form))
    if (form.cleaned_data.get("subject", ""), form.cleaned_data["body"]) == (step.template.subject, step.template.body):
        form.add_error("body", _("These are the words that the step has already."))
        return wrong(request, PAGE, _page(step, form))
    try:
        made = comparing.try_beside(step, form.cleaned_data, by=request.member, now=request.now)
    except comparing.Full:
        return gone(request, to=_address(step), said=_("Five are tried already: leave one off first."))
    said = _("%s is tried from now on: new prospects are dealt out evenly. Who has had the step keeps what they had.")
    return gone(request, to=_address(step), said=said % made.letter)


@require_POST
def choice(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of one variant become the step's; of none, its own stay and the others go."""
    step = _mail(request, pk)
    wanted = request.POST.get("variant", "")
    among = Variant.objects.used().filter(step=step.identity).select_related("template")
    chosen = get_object_or_404(among, pk=int(wanted)) if wanted.isascii() and wanted.isdigit() else None
    try:
        version = comparing.keep(step, chosen, by=request.member, now=request.now)
    except versions.Superseded:
        said = _("Somebody changed this cadence meanwhile: this is version %s. Nothing was changed by you.")
        return gone(request, to=_address(step), said=said % step.version.cadence.current.number)
    now_on = version.steps.get(position=step.position)
    said = _("Everybody who has not had this step yet gets the words of %s from now on.")
    return gone(request, to=_address(now_on), said=said % (chosen.letter if chosen else comparing.OWN))


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody gets these words from now on; what they brought is kept."""
    variant = Variant.objects.seen_by(request.member).select_related("step__version__cadence").get_or_404(pk)
    left = comparing.leave_off(variant, by=request.member, now=request.now)
    cadence = variant.step.version.cadence
    step = next((each for each in cadence.current.steps.all() if each.identity == variant.step_id), variant.step)
    said = _("%s is left off. What it brought is kept.") if left else _("%s was left off before.")
    return gone(request, to=_address(step), said=said % variant.letter)


def _mail(request: HttpRequest, pk: int) -> Step:
    mails = Step.objects.seen_by(request.member).filter(kind=StepKind.EMAIL, template__isnull=False)
    return mails.select_related("version__cadence", "template").get_or_404(pk)


def _page(step: Step, form: VariantForm) -> dict:
    return {"step": step, "cadence": step.version.cadence, "form": form, "room": "cadences"}


def _address(step: Step) -> str:
    return f"{reverse('cadences:detail', args=[step.version.cadence_id])}?step={step.pk}"
