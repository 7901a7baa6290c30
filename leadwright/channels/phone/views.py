"""The workspace's number: set up, tried, taken away. Without one, calls are `tel:` links."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.phone.consent import RULES
from leadwright.channels.phone.forms import PhoneLineForm
from leadwright.channels.phone.lines import PhoneLine
from leadwright.channels.phone.twilio import client
from leadwright.kit.pages import gone, wrong

PAGE = "channels/phone.html"


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest) -> HttpResponse:
    """The number is kept once the wire has taken the log-in."""
    workspace = request.member.workspace
    kept = PhoneLine.objects.seen_by(request.member).first()
    form = PhoneLineForm(request.POST or None, instance=kept or PhoneLine(workspace=workspace, created_at=request.now))
    page = {"room": "phone", "form": form, "line": kept, "rules": sorted(RULES.items())}
    if request.method == "GET":
        return render(request, PAGE, page)
    if form.is_valid():
        try:
            account = client.look(form.instance)
        except NotDelivered as error:
            form.add_error(None, error.reason)
        else:
            form.save()
            return gone(request, to=reverse("phone:line"), said=_("The number is kept; %s answered.") % account)
    return wrong(request, PAGE, page)


@require_POST
def removal(request: HttpRequest) -> HttpResponse:
    PhoneLine.objects.seen_by(request.member).delete()
    return gone(request, to=reverse("phone:line"), said=_("The number is taken away; calls are links again."))
