"""The calendars of members: read for taken time, and, over CalDAV or at Google and Microsoft, written with our meetings
and read for what the host says of them. All of it goes through the one guarded door."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from lxml import etree

from leadwright.channels.email import oauth
from leadwright.channels.email.oauth import NotGranted
from leadwright.kit.http import Answer, NotFetched, send
from leadwright.meetings import google, microsoft
from leadwright.meetings.changing import call_off
from leadwright.meetings.free_time import Span, merged, without
from leadwright.meetings.hosted import NotUsable, Wire
from leadwright.meetings.invitations import Invitation, Person, written
from leadwright.meetings.models import Busy, Calendar, CalendarGrant, Entry, Meeting
from leadwright.meetings.reading import NotACalendar, answer_in, taken_in
from leadwright.meetings.telling import invitation_of, mailbox_of
from leadwright.team.models import Member

__all__ = ["NotUsable", "by_free_busy", "look_again", "read", "read_all", "spans_of", "sync"]

LOOKS_AHEAD = timedelta(days=61)  # with the day before, as much as Microsoft answers at once
LATER = timedelta(minutes=5)
CALENDAR_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{begins:%Y%m%dT%H%M%SZ}" end="{ends:%Y%m%dT%H%M%SZ}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
CALENDAR_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
FREE_BUSY_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
<C:time-range start="{begins:%Y%m%dT%H%M%SZ}" end="{ends:%Y%m%dT%H%M%SZ}"/>
</C:free-busy-query>"""
ONLY_FREE_BUSY = {403, 405, 415, 501}  # a calendar of which others may know no more than when it is taken
HOSTED = {Calendar.Kind.GOOGLE: google, Calendar.Kind.MICROSOFT: microsoft}
FRESH = timedelta(minutes=1)
MOST_LOOKED_AT = 12
OURS = "@leadwright"  # how the ids of our own meetings end


def read_all(*, now: datetime) -> int:
    """Each calendar that was not read for five minutes; how many were read well."""
    due = Calendar.objects.filter(member__active=True).exclude(read_at__gt=now - LATER)
    return sum(
        read(calendar, now=now) for calendar in due.select_related("member__workspace").order_by("read_at", "pk")
    )


def look_again(members: Sequence[Member], *, now: datetime) -> None:
    """Read once more, at the moment of a booking, what was not read in the last minute. A calendar that does not answer
    stands as it was known."""
    due = Calendar.objects.filter(member__in=members).exclude(read_at__gt=now - FRESH)
    for calendar in due.select_related("member__workspace").order_by("read_at", "pk")[:MOST_LOOKED_AT]:
        read(calendar, now=now)


def read(calendar: Calendar, *, now: datetime) -> bool:
    """Take over what is taken. Where it cannot be read, what was known stands, and the page says so."""
    try:
        spans = spans_of(calendar, now=now)
    except NotUsable as refusal:
        Calendar.objects.filter(pk=calendar.pk).update(read_error=str(refusal)[:300])
        calendar.read_error = str(refusal)[:300]
        return False
    with transaction.atomic():
        Calendar.objects.select_for_update().get(pk=calendar.pk)
        Busy.objects.filter(calendar=calendar).delete()
        Busy.objects.bulk_create(Busy(calendar=calendar, starts_at=start, ends_at=end) for start, end in spans)
        Calendar.objects.filter(pk=calendar.pk).update(read_at=now, read_error="")
    calendar.read_at, calendar.read_error = now, ""
    return True


def spans_of(calendar: Calendar, *, now: datetime) -> list[Span]:
    """The taken time of the next two months. Our own meetings are known here already, so they are left out."""
    begins, ends, zone = now - timedelta(days=1), now + LOOKS_AHEAD, ZoneInfo(calendar.member.timezone)
    if calendar.kind in HOSTED:
        found = HOSTED[calendar.kind].taken(wire_of(calendar), begins, ends)
        return without(merged(found), _ours_in(calendar))
    if calendar.kind == Calendar.Kind.ICS:
        parts = [_said_well(_ask(calendar, "GET", address(calendar.url)), calendar).body]
    else:
        query = CALENDAR_QUERY.format(begins=begins.astimezone(UTC), ends=ends.astimezone(UTC))
        answer = _ask(calendar, "REPORT", address(calendar.url), query, {"Depth": "1"})
        if answer.status in ONLY_FREE_BUSY:
            return by_free_busy(calendar, begins, ends)
        parts = _parts(_said_well(answer, calendar))
    spans: list[Span] = []
    for part in parts:
        try:
            spans += taken_in(part, begins, ends, zone, but=OURS).spans
        except NotACalendar as refusal:
            if calendar.kind == Calendar.Kind.ICS:
                raise NotUsable(str(refusal)) from None
    return merged(spans)


def by_free_busy(calendar: Calendar, begins: datetime, ends: datetime) -> list[Span]:
    """Only when it is taken, without what stands there (RFC 4791, 7.10)."""
    query = FREE_BUSY_QUERY.format(begins=begins.astimezone(UTC), ends=ends.astimezone(UTC))
    answer = _said_well(_ask(calendar, "REPORT", address(calendar.url), query, {"Depth": "1"}), calendar)
    try:
        found = taken_in(answer.body, begins, ends, ZoneInfo(calendar.member.timezone)).spans
    except NotACalendar as refusal:
        raise NotUsable(str(refusal)) from None
    return without(found, _ours_in(calendar))


def _ours_in(calendar: Calendar) -> list[Span]:
    """Our own meetings as they were written there, where an answer does not tell whose a time is: the book here knows
    them. An event that lies over one of them counts again with the next reading after it is called off."""
    rows = Meeting.objects.filter(entries__calendar=calendar)
    return list(rows.values_list("starts_at", "ends_at")) if calendar.pk else []


def wire_of(calendar: Calendar) -> Wire:
    """The calendar at its provider with a token that lives. Raises NotUsable."""
    provider = oauth.PROVIDERS[calendar.kind]
    now = oauth.wall_clock()
    try:
        with transaction.atomic():
            grant = CalendarGrant.objects.select_for_update().get(calendar=calendar)
            if grant.until - oauth.EARLY <= now:
                wanted = replace(provider, scope=HOSTED[calendar.kind].SCOPE)
                tokens = oauth.refreshed(wanted, grant.refresh, now)
                grant.keep(tokens.access, tokens.refresh, tokens.until)
    except CalendarGrant.DoesNotExist:
        raise NotUsable(_("%s has not been asked yet. Connect the calendar.") % provider.name) from None
    except NotGranted as refusal:
        again = _("%s does not let us in any more. Connect the calendar again.") % provider.name
        raise NotUsable(again if refusal.for_good else refusal.sentence) from None
    return Wire(provider.name, calendar.username, grant.access)


def address(url: str) -> str:
    """`webcal://` is `https://`."""
    return f"https://{url.split('://', 1)[1]}" if url.lower().startswith(("webcal://", "webcals://")) else url


def sync(*, now: datetime) -> int:
    """Bring the calendars of hosts up to date with our meetings, and read there what the host says of them. How
    many entries were written or taken out. A server that does not answer is asked again the next time."""
    done = 0
    calendars = Calendar.objects.filter(member__active=True).exclude(kind=Calendar.Kind.ICS)
    for calendar in calendars.select_related("member__user", "member__workspace").order_by("pk"):
        try:
            done += _sync(calendar, now)
        except NotUsable as refusal:
            Calendar.objects.filter(pk=calendar.pk).update(read_error=str(refusal)[:300])
    return done


def _sync(calendar: Calendar, now: datetime) -> int:
    done = 0
    entries = {entry.meeting_id: entry for entry in Entry.objects.filter(calendar=calendar)}
    rows = Meeting.objects.filter(host=calendar.member, ends_at__gt=now - timedelta(days=1))
    rows = rows.select_related(
        "lead__owner__user", "host__user", "host__workspace", "booked_by__user", "queue", "organizer"
    )
    for meeting in rows.order_by("starts_at"):
        entry = entries.get(meeting.pk)
        if meeting.state == Meeting.State.CANCELLED:
            done += _take_out(calendar, entry)
        elif entry is None or entry.sequence < meeting.sequence:
            done += _put(calendar, meeting, entry, now)
        elif meeting.state == Meeting.State.BOOKED:
            _hear(calendar, meeting, entry, now)
    others = Entry.objects.filter(calendar=calendar).exclude(meeting__host=calendar.member)
    for entry in others.select_related("meeting"):  # somebody else hosts it now
        done += _take_out(calendar, entry)
    return done


def _put(calendar: Calendar, meeting: Meeting, entry: Entry | None, now: datetime) -> int:
    kept = {"sequence": meeting.sequence}
    if calendar.kind in HOSTED:
        written_as = HOSTED[calendar.kind].put(wire_of(calendar), _for_host(meeting), entry.remote if entry else "")
        Entry.objects.update_or_create(calendar=calendar, meeting=meeting, defaults={**kept, "remote": written_as})
        return 1
    body = written(_for_host(meeting), method="", now=now)
    headers = {"Content-Type": "text/calendar; charset=utf-8"}
    _said_well(_ask(calendar, "PUT", _place(calendar, meeting), body, headers), calendar)
    Entry.objects.update_or_create(calendar=calendar, meeting=meeting, defaults=kept)
    return 1


def _for_host(meeting: Meeting) -> Invitation:
    """The meeting as it stands in the host's own calendar, where the host is a guest who may accept or decline."""
    host, lead, mailbox = meeting.host, meeting.lead, mailbox_of(meeting)
    if mailbox:
        invitation = invitation_of(meeting, mailbox)
        guests = [one for one in invitation.guests if one.email != host.user.email]
        organizer = invitation.organizer
    else:
        guests, organizer = [], Person(meeting.host.workspace.name, host.user.email)
    said = meeting.host_said.upper() or "NEEDS-ACTION"
    return Invitation(
        meeting.uid,
        meeting.sequence,
        meeting.title,
        meeting.starts_at,
        meeting.ends_at,
        organizer,
        [Person(host.name, host.user.email, said), *guests],
        description="\n".join(filter(None, [lead.phone, lead.email, meeting.note])),
        place=meeting.place,
    )


def _take_out(calendar: Calendar, entry: Entry | None) -> int:
    if entry is None:
        return 0
    if calendar.kind in HOSTED:
        HOSTED[calendar.kind].take_out(wire_of(calendar), entry.remote)
        entry.delete()
        return 1
    answer = _ask(calendar, "DELETE", _place(calendar, entry.meeting))
    if not answer.well and answer.status not in {404, 410}:
        _said_well(answer, calendar)
    entry.delete()
    return 1


def _hear(calendar: Calendar, meeting: Meeting, entry: Entry, now: datetime) -> None:
    """What the host's own program wrote into our entry. A host who declines, or throws the entry away, calls off."""
    host, taken_out = meeting.host, _("%(name)s took it out of their calendar.") % {"name": meeting.host.name}
    if calendar.kind in HOSTED:
        if not HOSTED[calendar.kind].stands(wire_of(calendar), entry.remote):
            call_off(meeting, by=host, why=taken_out, now=now)
        return
    answer = _ask(calendar, "GET", _place(calendar, meeting))
    if answer.status in {404, 410}:
        call_off(meeting, by=host, why=taken_out, now=now)
        return
    try:
        said = answer_in(_said_well(answer, calendar).body).said
    except NotACalendar:
        return
    theirs = said.get(host.user.email.lower(), "")
    if theirs == "DECLINED":
        call_off(meeting, by=host, why=_("%(name)s declined in their calendar.") % {"name": host.name}, now=now)
    elif theirs in {"ACCEPTED", "TENTATIVE"} and meeting.host_said != theirs.lower():
        Meeting.objects.filter(pk=meeting.pk).update(host_said=theirs.lower())


def _place(calendar: Calendar, meeting: Meeting) -> str:
    return f"{address(calendar.url).rstrip('/')}/{quote(meeting.uid)}.ics"


def _ask(calendar: Calendar, method: str, url: str, body: str = "", headers: dict[str, str] | None = None) -> Answer:
    given = {"Accept": "text/calendar, application/xml, */*;q=0.5", **(headers or {})}
    if body and "Content-Type" not in given:
        given["Content-Type"] = "application/xml; charset=utf-8"
    if calendar.username:
        if urlsplit(url).scheme != "https" and not urlsplit(url).hostname.endswith(".example"):
            raise NotUsable(_("A password goes over https only."))
        token = b64encode(f"{calendar.username}:{calendar.password or ''}".encode()).decode()
        given["Authorization"] = f"Basic {token}"
    try:
        return send(method, url, headers=given, body=body.encode())
    except NotFetched as refusal:
        raise NotUsable(refusal.sentence) from None


def _said_well(answer: Answer, calendar: Calendar) -> Answer:
    host = urlsplit(address(calendar.url)).hostname
    if answer.status in {401, 403}:
        raise NotUsable(_("%(host)s does not take the user name or the password.") % {"host": host})
    if 300 <= answer.status < 400:
        raise NotUsable(
            _("%(host)s sends us elsewhere: give the address that it names, %(address)s")
            % {"host": host, "address": answer.headers.get("location", "?")[:200]}
        )
    if not answer.well:
        raise NotUsable(_("%(host)s answered %(status)s.") % {"host": host, "status": answer.status})
    return answer


def _parts(answer: Answer) -> list[bytes]:
    """The calendars in an answer to a query (RFC 4791, 7.8)."""
    try:
        tree = etree.fromstring(answer.body, XML)
    except (etree.XMLSyntaxError, ValueError):
        raise NotUsable(_("This is no CalDAV calendar: it answered something else.")) from None
    return [(part.text or "").encode() for part in tree.iter(CALENDAR_DATA) if part.text]
