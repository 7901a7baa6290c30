"""The company page: who works there, what is known, where things stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from leadwright.accounts.models import Account


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    account = Account.objects.seen_by(request.member).get_or_404(pk)
    page = {
        "account": account,
        "people": account.leads.select_related("owner__user").order_by("family_name", "pk")[:100],
        "facts": account.facts.filter(struck_out_at=None).order_by("-seen_on", "-pk")[:50],
        "room": "leads",
    }
    return render(request, "accounts/detail.html", page)
