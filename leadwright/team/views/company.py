"""The workspace and its people."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.kit.pages import done, gone, wrong
from leadwright.team.forms import InvitationForm, WorkspaceForm
from leadwright.team.invitations import invitation
from leadwright.team.models import Member, User, Workspace
from leadwright.team.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Who belongs to the workspace; POST invites somebody."""
    form = InvitationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "team/members.html", context(request, form))
    if not form.is_valid():
        return wrong(request, "team/members.html", context(request, form))
    member, link = invite(request, form.cleaned_data)
    if link:
        return render(
            request, "team/members.html", context(request, InvitationForm()) | {"invited": member, "link": link}
        )
    return gone(request, to=reverse("team:members"), said=_("%(name)s is a member.") % {"name": member.name})


@transaction.atomic
def invite(request: HttpRequest, given: dict) -> tuple[Member, str]:
    """The new member, and the address by which they choose a password; "" for one who has a password already."""
    user = User.objects.filter(email=given["email"]).first()
    if user is None:
        user = User.objects.create_user(email=given["email"], name=given["name"])
    member, _made = Member.objects.update_or_create(
        workspace=request.member.workspace,
        user=user,
        defaults={"active": True},
        create_defaults={"role": given["role"], "timezone": request.member.workspace.timezone},
    )
    # Whoever belongs to another workspace too has a password there, which is none of this admin's business.
    if user.memberships.exclude(workspace=member.workspace_id).exists():
        return member, ""
    return member, request.build_absolute_uri(reverse("team:join", args=[invitation(user)]))


@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role; the last admin stays one."""
    wanted = request.POST.get("role", "")
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=request.member.workspace_id)  # two admins demoting each other
        member = Member.objects.seen_by(request.member).select_related("user").get_or_404(pk)
        if wanted not in Role.values:
            return refused(request, _("There is no such role."))
        if is_last_admin(member) and wanted != Role.ADMIN:
            return refused(request, _("The last admin stays one: make somebody else an admin first."))
        member.role = wanted
        member.save(update_fields=["role"])
    said = _("%(name)s is %(role)s now.") % {"name": member.name, "role": member.get_role_display()}
    return answer(request, said)


@require_POST
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a member may come in: `active` is 1 or 0. What they did and own stays."""
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=request.member.workspace_id)
        member = Member.objects.seen_by(request.member).select_related("user").get_or_404(pk)
        active = request.POST.get("active") == "1"
        if is_last_admin(member) and not active:
            return refused(request, _("The last admin cannot be shut out: make somebody else an admin first."))
        member.active = active
        member.save(update_fields=["active"])
    said = _("%(name)s may come in again.") if active else _("%(name)s cannot come in any more.")
    return answer(request, said % {"name": member.name})


def is_last_admin(member: Member) -> bool:
    admins = Member.objects.filter(workspace=member.workspace_id, role=Role.ADMIN, active=True)
    return member.role == Role.ADMIN and not admins.exclude(pk=member.pk).exists()


def answer(request: HttpRequest, said: str) -> HttpResponse:
    page = "team/members.html#people"
    return done(request, page, context(request, InvitationForm()), back_to=reverse("team:members"), said=said)


def refused(request: HttpRequest, why: str) -> HttpResponse:
    page = "team/members.html#people" if request.htmx else "team/members.html"
    return wrong(request, page, context(request, InvitationForm()) | {"refusal": why})


def context(request: HttpRequest, form: InvitationForm) -> dict:
    people = Member.objects.seen_by(request.member).select_related("user").order_by("-active", "user__name", "pk")
    return {"room": "settings", "form": form, "people": people, "roles": Role.choices}


@require_http_methods(["GET", "HEAD", "POST"])
def workspace(request: HttpRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST or None, instance=Workspace.objects.get(pk=request.member.workspace_id))
    if request.method != "POST":
        return render(request, "team/workspace.html", {"room": "settings", "form": form})
    if not form.is_valid():
        return wrong(request, "team/workspace.html", {"room": "settings", "form": form})
    form.instance.save(update_fields=form.Meta.fields)
    return gone(request, to=reverse("team:workspace"), said=_("The workspace is kept."))
