"""The page of those who are not to be contacted: what is on the list, more of it, and what comes off it again."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.kit.pages import done, gone, wrong
from leadwright.leads import suppressing
from leadwright.leads.cells import MOST_BYTES
from leadwright.leads.forms import SuppressionForm
from leadwright.leads.models import OptOut
from leadwright.leads.tables import NotATable

PAGE = "leads/suppressions.html"
ROWS = 50


@require_http_methods(["GET", "POST"])
def suppressions(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, PAGE, _page(request, SuppressionForm()))
    form = SuppressionForm(request.POST, request.FILES)
    if not form.is_valid():
        return wrong(request, PAGE, _page(request, form))
    given, workspace = form.cleaned_data, request.member.workspace
    same = {"channel": given["channel"], "words": given["words"], "now": request.now}
    try:
        if given["file"]:
            content = given["file"].read(MOST_BYTES + 1)
            came = suppressing.suppress_file(workspace, content, given["file"].name, **same)
        else:
            names = [suppressing.name_of(line, country=workspace.country) for line in given["lines"].splitlines()]
            came = suppressing.suppress(workspace, [[name] if name else [] for name in names], **same)
    except NotATable as refused:
        form.add_error("file", refused.sentence)
        return wrong(request, PAGE, _page(request, form))
    said = _(
        "%(addresses)s addresses, %(domains)s domains, %(phones)s numbers; %(known)s were here, %(refused)s named "
        "nothing."
    ) % vars(came)
    return gone(request, to=reverse("leads:suppressions"), said=said)


@require_POST
def suppression_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """One line comes off the list. The person's own no, where there is one, stands."""
    line = _lines(request).get_or_404(pk)
    suppressing.release(line)
    back_to = reverse("leads:suppressions")
    return done(request, f"{PAGE}#lines", _page(request, SuppressionForm()), back_to=back_to, said=_("Off the list."))


def _lines(request: HttpRequest):
    return OptOut.objects.seen_by(request.member).filter(source=suppressing.SOURCE)


def _page(request: HttpRequest, form: SuppressionForm) -> dict:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    lines = _lines(request).order_by("-at", "-pk")
    if words:
        name = suppressing.name_of(words, country=request.member.workspace.country)
        lines = lines.filter(**{key: value for key, value in vars(name).items() if value}) if name else lines.none()
    return {
        "room": "lists",
        "form": form,
        "words": words,
        "page": Paginator(lines, ROWS).get_page(request.GET.get("page")),
        "may_release": request.member.manages,
    }
