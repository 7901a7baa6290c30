"""Meetings: what is to come and what became of it; the card on the lead page; a member's calendars."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.channels.email import oauth
from leadwright.kit.pages import done, wrong
from leadwright.leads.models import Lead
from leadwright.meetings import calendars, changing
from leadwright.meetings.booking import CannotBook, book, hosts_for, why_of
from leadwright.meetings.forms import BookForm, CalendarForm, HostForm, TimeForm, hosts_in
from leadwright.meetings.links import booking_url
from leadwright.meetings.models import Calendar, Meeting

INDEX = "meetings/index.html"
PANEL = "meetings/panel.html"
CALENDARS = "meetings/calendars.html"
PAST_DAYS = 14


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, INDEX, _index(request))


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PANEL, _panel(request, _lead(request, pk)))


@require_POST
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Booked by hand, from the lead page."""
    lead = _lead(request, pk)
    form = BookForm(request.POST, member=request.member)
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, form=form))
    given = form.cleaned_data
    try:
        hosts = hosts_for(lead, now=request.now)
        calendars.look_again([given["host"]] if given["host"] else hosts.people(), now=request.now)
        booked = book(
            lead,
            starts_at=given["at"],
            by=request.member,
            purpose=given["purpose"],
            note=given["note"],
            host=given["host"],
            now=request.now,
        )
    except CannotBook as refusal:
        return wrong(request, PANEL, _panel(request, lead, form=form, refusal=str(refusal)))
    said = _("Booked with %(host)s. The cadences of %(lead)s are stopped.") % {
        "host": booked.host.name,
        "lead": lead.name,
    }
    undo = reverse("meetings:calling_off", args=[booked.pk])
    back_to = reverse("leads:detail", args=[lead.pk])
    return done(request, PANEL, _panel(request, lead), back_to=back_to, said=said, undo=undo)


@require_POST
def holding(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, changing.hold, _("Held. Whoever brought it has the credit."))


@require_POST
def no_show(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, changing.miss, _("Nobody came. The host is owed another one."))


@require_POST
def calling_off(request: HttpRequest, pk: int) -> HttpResponse:
    why = request.POST.get("why", "")[:300]

    def act(found: Meeting, *, by, now) -> None:
        changing.call_off(found, by=by, why=why, now=now)

    return _act(request, pk, act, _("Called off. The lead is told by mail."))


@require_POST
def time(request: HttpRequest, pk: int) -> HttpResponse:
    form = TimeForm(request.POST, member=request.member)

    def act(found: Meeting, *, by, now) -> None:
        if not form.is_valid():
            raise CannotBook(_("Choose a time."))
        changing.move(found, starts_at=form.cleaned_data["at"], by=by, now=now)

    return _act(request, pk, act, _("Moved. The lead is told by mail."))


@require_POST
def host(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else hosts it at the same time."""
    form = HostForm(request.POST, member=request.member)

    def act(found: Meeting, *, by, now) -> None:
        if not form.is_valid():
            raise CannotBook(_("Say who."))
        changing.give_to(found, form.cleaned_data["host"], by=by, now=now)

    return _act(request, pk, act, _("Given on. The lead is told by mail."))


def _act(request: HttpRequest, pk: int, act, said: str) -> HttpResponse:
    found = _meetings(request).get_or_404(pk)
    if not (request.member.manages or request.member.pk in {found.host_id, found.credit_id, found.booked_by_id}):
        raise PermissionDenied
    on_lead = request.GET.get("from") == "lead"
    try:
        act(found, by=request.member, now=request.now)
    except CannotBook as refusal:
        if on_lead:
            return wrong(request, PANEL, _panel(request, _lead(request, found.lead_id), refusal=str(refusal)))
        part = f"{INDEX}#meetings" if request.htmx else INDEX
        return wrong(request, part, _index(request, refusal=str(refusal)))
    if on_lead:
        back_to = reverse("leads:detail", args=[found.lead_id])
        return done(request, PANEL, _panel(request, _lead(request, found.lead_id)), back_to=back_to, said=said)
    return done(request, f"{INDEX}#meetings", _index(request), back_to=reverse("meetings:index"), said=said)


@require_http_methods(["GET", "POST"])
def own_calendars(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, CALENDARS, _calendars(request))
    form = CalendarForm(request.POST, instance=Calendar(member=request.member, created_at=request.now))
    part = f"{CALENDARS}#calendars" if request.htmx else CALENDARS
    if not form.is_valid():
        return wrong(request, part, _calendars(request, form=form))
    calendar = form.save(commit=False)
    try:
        found = calendars.spans_of(calendar, now=request.now)
        with transaction.atomic():
            calendar.save()
    except calendars.NotUsable as refusal:
        return wrong(request, part, _calendars(request, form=form, refusal=str(refusal)))
    except IntegrityError:
        return wrong(request, part, _calendars(request, form=form, refusal=_("This calendar is here already.")))
    calendars.read(calendar, now=request.now)
    said = _("The calendar is read: %(n)s times are taken in the next two months.") % {"n": len(found)}
    back_to = reverse("meetings:calendars")
    return done(request, f"{CALENDARS}#calendars", _calendars(request), back_to=back_to, said=said)


@require_http_methods(["POST", "DELETE"])
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    Calendar.objects.seen_by(request.member).get_or_404(pk).delete()
    back_to = reverse("meetings:calendars")
    said = _("The calendar is no longer read.")
    return done(request, f"{CALENDARS}#calendars", _calendars(request), back_to=back_to, said=said)


def _lead(request: HttpRequest, pk: int) -> Lead:
    rows = Lead.objects.seen_by(request.member)
    return rows.select_related("workspace", "account", "list", "owner__user", "owner__workspace").get_or_404(pk)


def _meetings(request: HttpRequest) -> QuerySet[Meeting]:
    rows = Meeting.objects.seen_by(request.member)
    return rows.select_related("lead__account", "host__user", "credit__user", "booked_by__user", "queue")


def _index(request: HttpRequest, **more) -> dict:
    member, now = request.member, request.now
    mine = _meetings(request)
    if not member.manages or request.GET.get("whose") == "mine":
        mine = mine.filter(Q(host=member) | Q(credit=member) | Q(booked_by=member))
    over = mine.filter(starts_at__lte=now, starts_at__gt=now - timedelta(days=PAST_DAYS))
    return {
        "room": "meetings",
        "to_come": mine.filter(starts_at__gt=now, state=Meeting.State.BOOKED).order_by("starts_at")[:100],
        "open": mine.filter(starts_at__lte=now, state=Meeting.State.BOOKED).order_by("starts_at")[:100],
        "past": over.exclude(state=Meeting.State.BOOKED).order_by("-starts_at")[:50],
        "manages": member.manages,
        "colleagues": list(hosts_in(member).order_by("user__name")),
        "mine": request.GET.get("whose") == "mine",
        "past_days": PAST_DAYS,
        **more,
    }


def _panel(request: HttpRequest, lead: Lead, **more) -> dict:
    rows = list(_meetings(request).filter(lead=lead).order_by("-starts_at")[:8])
    hosts = hosts_for(lead, now=request.now)
    return {
        "lead": lead,
        "colleagues": list(hosts_in(request.member).order_by("user__name")) if rows else [],
        "meetings": rows,
        "form": BookForm(member=request.member, initial={"purpose": request.GET.get("purpose", "")}),
        "url": booking_url(lead),
        "now": request.now,
        "hosts": hosts,
        "host_why": why_of(hosts, hosts.member) if hosts.member else "",
        **more,
    }


def _calendars(request: HttpRequest, **more) -> dict:
    rows = Calendar.objects.seen_by(request.member).select_related("member__user").defer("password").order_by("pk")
    return {"room": "calendars", "rows": rows, "form": CalendarForm(), "providers": oauth.offered(), **more}
