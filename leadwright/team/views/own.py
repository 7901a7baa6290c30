"""A person's own page."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.kit.pages import gone, wrong
from leadwright.team.forms import ChangePasswordForm, ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.member)
    if request.method != "POST":
        return render(request, "team/profile.html", context(request, form))
    if not form.is_valid():
        # The form has written into the member that the whole page shows: show it as it is kept.
        request.member.refresh_from_db()
        return wrong(request, "team/profile.html", context(request, form))
    form.keep()
    with override(request.user.language):
        return gone(request, to=reverse("team:profile"), said=_("Your profile is kept."))


@sensitive_post_parameters()
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """A new password ends every other session of the person."""
    form = ChangePasswordForm(request.POST, user=request.user)
    if not form.is_valid():
        return wrong(request, "team/profile.html", context(request, ProfileForm(instance=request.member), form))
    form.keep()
    update_session_auth_hash(request, request.user)
    return gone(request, to=reverse("team:profile"), said=_("Your password is changed; other devices are logged out."))


def context(request: HttpRequest, form: ProfileForm, change: ChangePasswordForm | None = None) -> dict:
    change = change or ChangePasswordForm(user=request.user)
    return {"room": "settings", "form": form, "change": change}
