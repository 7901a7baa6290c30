"""The doors without a log-in: the form on a site posts here, and so do programs. See docs/api/inbound.md."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.leads import asking
from leadwright.leads.models import Arrival, Source

PAGE = "leads/ask.html"
TRAP = "fax_number"  # a field that no person sees; whoever fills it in is no person
MOST_BYTES = 64 * 1024


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the form by itself; POST takes it in, from there or from the company's own site."""
    source = Source.objects.filter(kind=Source.Kind.FORM, token=token, closed_at=None)
    source = source.select_related("workspace", "list").first()
    if source is None:
        return render(request, PAGE, {"unknown": True}, status=404)
    if request.method == "GET":
        return render(request, PAGE, {"source": source})
    told = {
        without_nul(name)[:60]: without_nul(request.POST[name])
        for name in request.POST
        if name not in {TRAP, "consent"}
    }
    if request.POST.get(TRAP):
        return thanked(request, source)
    if source.consent and not request.POST.get("consent"):
        why = _("Please agree to it, so that we may answer.")
        return render(request, PAGE, {"source": source, "told": told, "refusal": why}, status=422)
    try:
        address = request.META.get("REMOTE_ADDR", "")
        arrival = asking.receive(source, told, consent=source.consent, address=address, now=request.now)
    except asking.TooMany:
        why = _("Too many at once. Please try again in a minute.")
        return render(request, PAGE, {"source": source, "told": told, "refusal": why}, status=429)
    if arrival.outcome == Arrival.Outcome.REFUSED:
        return render(request, PAGE, {"source": source, "told": told, "refusal": arrival.reason}, status=422)
    return thanked(request, source)


def thanked(request: HttpRequest, source: Source) -> HttpResponse:
    if source.thanks:
        answer = HttpResponseRedirect(source.thanks)
        answer.status_code = 303
        return answer
    return render(request, PAGE, {"source": source, "thanked": True})


@never_cache
@csrf_exempt
@require_POST
def api(request: HttpRequest) -> HttpResponse:
    """One person as JSON. 201 for a new lead, 200 for one who is here or for the same Idempotency-Key again."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    source = None
    if scheme.lower() == "bearer" and token:
        rows = Source.objects.filter(kind=Source.Kind.API, token=asking.kept_token(token.strip()), closed_at=None)
        source = rows.select_related("workspace", "list").first()
    if source is None:
        return failed(401, "unauthorized", "Send the source's token as Authorization: Bearer.")
    if len(request.body) > MOST_BYTES:
        return failed(413, "too_large", "At most 64 KB.")
    try:
        told = json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        return failed(400, "not_json", "The body is not JSON.")
    if not isinstance(told, dict) or (wrong := asking.unasked(told)):
        names = ", ".join(wrong[:5]) if isinstance(told, dict) else "the body"
        return failed(422, "not_flat", f"One object with texts, numbers, true or false: {names[:200]}.")
    words = {without_nul(name)[:60]: without_nul(text) for name, text in asking.as_text(told).items()}
    consent, once = words.pop("consent", ""), request.headers.get("Idempotency-Key", "")[:100]
    before = bool(once) and Arrival.objects.filter(source=source, once=once).exists()
    try:
        arrival = asking.receive(source, words, consent=consent, once=once, now=request.now)
    except asking.TooMany:
        answer = failed(429, "too_many", "At most 600 a minute.")
        answer["Retry-After"] = "60"
        return answer
    if arrival.outcome == Arrival.Outcome.REFUSED:
        return failed(422, "refused", arrival.reason)
    new = arrival.outcome == Arrival.Outcome.CREATED and not before
    owner = arrival.owner.user.email if arrival.owner else None
    body = {"lead": arrival.lead_id, "outcome": arrival.outcome, "owner": owner, "replayed": before}
    return JsonResponse(body, status=201 if new else 200)


def without_nul(text: str) -> str:
    """PostgreSQL keeps no such character."""
    return text.replace("\x00", "")


def failed(status: int, code: str, sentence: str) -> JsonResponse:
    return JsonResponse({"error": code, "message": sentence}, status=status)
