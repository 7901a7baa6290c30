"""The timeline of a lead: everything that happened, newest first; and notes, the one thing that a person types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_POST

from leadwright.activities.models import Activity, Kind, record
from leadwright.kit.pages import done
from leadwright.leads.models import Lead

PANEL = "activities/panel.html"
PAGE = 40
GROUPS = {
    "mail": (_lazy("Mail"), {Kind.EMAIL_SENT, Kind.EMAIL_NOT_SENT, Kind.EMAIL_RECEIVED, Kind.BOUNCED, Kind.OPTED_OUT}),
    "calls": (_lazy("Calls"), {Kind.CALL}),
    "linkedin": (_lazy("LinkedIn"), {Kind.LINKEDIN}),
    "notes": (_lazy("Notes"), {Kind.NOTE}),
    "cadence": (_lazy("Cadence"), {Kind.ENROLLED, Kind.HELD, Kind.RESUMED, Kind.STOPPED}),
    "deal": (
        _lazy("Verdict and deal"),
        {
            *(Kind.EVIDENCE, Kind.VERDICT, Kind.REVISITED, Kind.HANDED_OVER, Kind.ACCEPTED, Kind.RETURNED),
            *(Kind.STAGE, Kind.COMMISSION),
        },
    ),
    "meetings": (_lazy("Meetings"), {Kind.MEETING_BOOKED, Kind.MEETING_CHANGED, Kind.MEETING_HELD, Kind.NO_SHOW}),
}
SIGNS = {
    Kind.IMPORTED: "lists",
    Kind.RESEARCHED: "research",
    Kind.ENROLLED: "cadence",
    Kind.HELD: "pause",
    Kind.RESUMED: "cadence",
    Kind.STOPPED: "flag",
    Kind.EMAIL_SENT: "mail",
    Kind.EMAIL_NOT_SENT: "alert",
    Kind.EMAIL_RECEIVED: "reply",
    Kind.BOUNCED: "alert",
    Kind.CALL: "phone",
    Kind.LINKEDIN: "social",
    Kind.TASK_DONE: "check",
    Kind.TASK_SKIPPED: "x",
    Kind.NOTE: "note",
    Kind.OPTED_OUT: "stop",
    Kind.MEETING_BOOKED: "calendar",
    Kind.MEETING_CHANGED: "calendar",
    Kind.MEETING_HELD: "calendar",
    Kind.NO_SHOW: "calendar",
    Kind.EVIDENCE: "check",
    Kind.VERDICT: "stamp",
    Kind.REVISITED: "clock",
    Kind.COMMISSION: "coin",
}


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    part = PANEL if not request.GET.get("before") else f"{PANEL}#rows"
    return render(request, part, _timeline(request, lead))


@require_POST
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """A note; the page names each of its forms, so that a double click keeps one."""
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    text = request.POST.get("text", "").strip()[:2000]
    if text:
        once = request.POST.get("once", "")[:24] or get_random_string(12)
        record(
            Kind.NOTE,
            workspace_id=lead.workspace_id,
            lead=lead,
            member=request.member,
            key=f"note:{lead.pk}:{request.member.pk}:{once}",
            summary=text,
            detail={"text": text} if len(text) > 300 else {},
            at=request.now,
        )
    back_to = reverse("leads:detail", args=[lead.pk])
    return done(request, PANEL, _timeline(request, lead), back_to=back_to, said=_("Note kept.") if text else "")


def _timeline(request: HttpRequest, lead: Lead) -> dict:
    """One page of the timeline: of one group where asked, older than `before` where asked."""
    group = request.GET.get("kind", "")
    rows = Activity.objects.filter(lead=lead).told_to(request.member)
    rows = rows.select_related("member__user").order_by("-at", "-pk")
    if group in GROUPS:
        rows = rows.filter(kind__in=GROUPS[group][1])
    before = request.GET.get("before", "")
    skip = int(before) if before.isdecimal() and len(before) < 7 else 0
    found = list(rows[skip : skip + PAGE + 1])
    shown = [(row, SIGNS.get(row.kind, "pipeline"), _names_itself(row)) for row in found[:PAGE]]
    return {
        "lead": lead,
        "rows": shown,
        "group": group if group in GROUPS else "",
        "groups": [(key, word) for key, (word, _kinds) in GROUPS.items()],
        "older": skip + PAGE if len(found) > PAGE else 0,
        "inbound": {Kind.EMAIL_RECEIVED},
    }


def _names_itself(row: Activity) -> bool:
    """A summary that begins with the word of its kind ("E-mail sent: ...") needs no heading that says it again."""
    return row.summary.lower().startswith(str(row.get_kind_display()).lower())
