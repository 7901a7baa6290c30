"""The way in and out: password, invitation, and the demo's one-address log-in."""

from hmac import compare_digest

from django.conf import settings
from django.contrib import auth
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import gone, see_other
from leadwright.team import invitations
from leadwright.team.forms import LoginForm, NewPasswordForm
from leadwright.team.models import LoginTry, Member, User
from leadwright.team.roles import Role

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return see_other(where_to(request)) if request.member else show(request, LoginForm())
    form = LoginForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    email = form.cleaned_data["email"].strip().lower()
    begun = LoginTry.begin(email, visitor_address(request), request.now)
    if begun is None:
        minutes = int(LoginTry.WINDOW.total_seconds() // 60)
        form.add_error(
            None,
            _("Too many tries. The log-in opens again %(minutes)s minutes after the last one.") % {"minutes": minutes},
        )
        return show(request, form, status=429)
    user = auth.authenticate(request, username=email, password=form.cleaned_data["password"])
    if user is None or not user.memberships.filter(active=True).exists():
        form.add_error(None, _("This e-mail address and password do not belong together."))
        return show(request, form, status=422)
    begun.succeed()
    auth.login(request, user, backend=BACKEND)
    return see_other(where_to(request))


def show(request: HttpRequest, form: LoginForm, status: int = 200) -> HttpResponse:
    return render(request, "team/login.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


def where_to(request: HttpRequest) -> str:
    """The page that was asked for, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def visitor_address(request: HttpRequest) -> str:
    """Who knocks. Of a list of proxies' words only those of our own proxies count, the last ones."""
    heard = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    if settings.PROXIES and len(heard) >= settings.PROXIES:
        return heard[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return gone(request, to=resolve_url("team:login"), said=_("You are logged out."))


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A new member chooses a password; the invitation is good once."""
    try:
        user = invitations.guest(token)
    except (signing.BadSignature, User.DoesNotExist):
        return render(request, "team/no_invitation.html", status=404)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        form.keep()
        auth.login(request, user, backend=BACKEND)
        return see_other(resolve_url(settings.LOGIN_REDIRECT_URL))
    status = 422 if request.method == "POST" else 200
    return render(request, "team/join.html", {"form": form, "guest": user}, status=status)


@never_cache
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The demo's one address: whoever holds this start's token is the demo's first SDR."""
    if (
        not settings.DEMO
        or not settings.ENTER_TOKEN
        or not compare_digest(token.encode(), settings.ENTER_TOKEN.encode())
    ):
        raise Http404
    people = Member.objects.filter(active=True, workspace__market__isnull=False).order_by("workspace", "pk")
    member = people.filter(role=Role.SDR).first() or people.first()
    if member is None:
        raise Http404
    log_in_as(request, member)
    return see_other(resolve_url(settings.LOGIN_REDIRECT_URL))


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """In the demo a visitor may look through everybody's eyes, within the one workspace."""
    asked = request.POST.get("member", "")
    if not settings.DEMO or not asked.isdecimal():
        raise Http404
    member = Member.objects.seen_by(request.member).filter(active=True).get_or_404(int(asked))
    log_in_as(request, member)
    said = _("You are %(name)s now, %(role)s.") % {"name": member.name, "role": member.get_role_display()}
    return gone(request, to=resolve_url(settings.LOGIN_REDIRECT_URL), said=said)


def log_in_as(request: HttpRequest, member: Member) -> None:
    auth.login(request, member.user, backend=BACKEND)
    request.session["workspace"] = member.workspace_id
