"""What the shell shows around each page: the rooms that the member may enter, and the pulse."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.core.cache import cache as kept
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leadwright.channels.models import Mailbox
from leadwright.inbox.models import Reply
from leadwright.kit.doors import door
from leadwright.team.access import ANYONE
from leadwright.team.models import Member

register = template.Library()

CSS = Path(__file__).resolve().parent.parent / "static" / "web" / "css"
FIRST_AND_LAST = {"tokens", "base", "layout", "utilities"}
MODULES = sorted(path.stem for path in (CSS.parent / "js").glob("*.js") if path.stem not in {"start", "worker"})


@register.simple_tag
@cache
def stylesheets() -> SafeString:
    """Every sheet of the look: one file a concept, found by its name, in the order that tokens.css declares."""
    return render_to_string("web/styles.html", {"sheets": SHEETS})


@register.simple_tag
@cache
def import_map() -> SafeString:
    """Where the modules of the pages are, by the names that they import each other by."""
    return render_to_string("web/modules.html", {"modules": [(name, f"web/js/{name}.js") for name in MODULES]})


def sheets() -> list[str]:
    components = sorted(path.stem for path in CSS.glob("*.css") if path.stem not in FIRST_AND_LAST)
    of_rooms = sorted(path.stem for path in CSS.glob("rooms/*.css"))
    return [f"web/css/{name}.css" for name in components] + [f"web/css/rooms/{name}.css" for name in of_rooms]


SHEETS = sheets()


@dataclass(frozen=True)
class Room:
    """A door of the navigation: `name` is what a page calls itself in its context (`room`)."""

    name: str
    word: str
    url_name: str
    sign: str
    key: str = ""


ROOMS = (
    Room("today", _("Today"), "web:today", "today", "T"),
    Room("inbox", _("Inbox"), "inbox:index", "inbox", "I"),
    Room("leads", _("Leads"), "leads:index", "leads", "L"),
    Room("lists", _("Lists"), "leads:lists", "lists", "S"),
    Room("cadences", _("Cadences"), "cadences:index", "cadence", "C"),
    Room("pipeline", _("Pipeline"), "pipeline:index", "pipeline", "P"),
    Room("meetings", _("Meetings"), "meetings:index", "calendar", "B"),
    Room("knowledge", _("Knowledge"), "knowledge:index", "book", "K"),
    Room("training", _("Training"), "training:index", "target", "N"),
    Room("coaching", _("Coaching"), "coaching:index", "coach", "O"),
    Room("figures", _("Figures"), "reports:index", "figures", "F"),
    Room("commissions", _("Commissions"), "commissions:index", "coin", "M"),
)
SETTINGS = (
    Room("profile", _("Your profile"), "team:profile", "person"),
    Room("notices", _("Notices"), "web:notices", "bell"),
    Room("mailboxes", _("Mailboxes"), "channels:index", "mail"),
    Room("phone", _("Phone"), "phone:line", "phone"),
    Room("templates", _("Templates"), "playbooks:index", "file"),
    Room("snippets", _("Snippets"), "playbooks:snippets", "note"),
    Room("objections", _("Objections"), "playbooks:objections", "reply"),
    Room("approvals", _("Letters to approve"), "web:approvals", "stamp"),
    Room("retention", _("Retention"), "leads:retention", "trash"),
    Room("sources", _("Where people ask"), "leads:sources", "globe"),
    Room("territories", _("Territories"), "leads:territories", "pin"),
    Room("fields", _("Fields of our own"), "leads:fields", "lists"),
    Room("framework", _("Qualification"), "qualification:framework", "check"),
    Room("routing", _("Who gets a meeting"), "meetings:routing", "calendar"),
    Room("team_work", _("The team's work"), "tasks:team", "users"),
    Room("members", _("Members"), "team:members", "users"),
    Room("workspace", _("Workspace"), "team:workspace", "settings"),
)


def may_open(url_name: str, member: Member | None) -> str:
    """The address of a page, or "" where it does not exist or is not for the member's role."""
    return open_to(url_name, member.role) if member else ""


def open_to(url_name: str, role: str) -> str:
    found = door(url_name)
    return found.address if found and found.roles & (ANYONE | {role}) else ""


@register.simple_tag(takes_context=True)
def inbox_count(context: template.Context) -> int:
    """What waits behind the door of the inbox."""
    member = context.get("member")
    return replies_waiting(member, context["now"]) if may_open("inbox:index", member) else 0


def replies_waiting(member: Member, now: datetime) -> int:
    return Reply.objects.seen_by(member).waiting(now).filter(owner=member).count()


@register.simple_tag(takes_context=True)
def standing(context: template.Context, name: str, waiting: int = 0) -> SafeString:
    """A part of the shell that is alike for all of a role: written once for each role, language and open room, and then
    kept, for each page has it. `waiting`: the replies that the door of the inbox counts."""
    member, where = context.get("member"), (get_script_prefix(), get_urlconf())
    return written(name, member and member.role, get_language(), context.get("room", ""), waiting, where)


@lru_cache(maxsize=2048)
def written(
    name: str, role: str | None, _language: str, room: str, waiting: int, _where: tuple[str, str | None]
) -> SafeString:
    doors = {"doors": open_rooms(ROOMS, role), "settings_doors": open_rooms(SETTINGS, role)}
    return render_to_string(f"web/{name}.html", {"role": role, "room": room, "waiting": waiting, **doors})


def open_rooms(rooms: tuple[Room, ...], role: str | None) -> list[dict]:
    found = ((room, open_to(room.url_name, role)) for room in rooms) if role else ()
    return [{"room": room, "address": address} for room, address in found if address]


@register.inclusion_tag("web/pulse.html", takes_context=True)
def pulse(context: template.Context) -> dict:
    """Is mail leaving, is it read, does every live lead have a next step."""
    member = context.get("member")
    own = Mailbox.objects.seen_by(member).filter(member=member).order_by("read_at").first() if member else None
    return {
        "member": member,
        "workspace": member.workspace if member else None,
        "mailbox": own,
        "forgotten": known_forgotten(member.workspace) if member else None,
        "now": context.get("now"),
    }


def forgotten(workspace) -> int:
    """How many live leads have no next action; counted at most once in five minutes, as it looks at every lead."""
    from leadwright.reports.promise import slipped

    count = known_forgotten(workspace)
    if count is None:
        count = slipped(workspace).count()
        kept.set(forgotten_key(workspace), count, 300)
    return count


def known_forgotten(workspace) -> int | None:
    """The same where it was counted within five minutes."""
    return kept.get(forgotten_key(workspace))


def forgotten_key(workspace) -> str:
    return f"forgotten:{workspace.pk}"


@register.simple_tag(takes_context=True)
def market_bar(context: template.Context) -> str:
    """The market's clock, in the demo only."""
    if not context.get("demo"):
        return ""
    try:
        bar = get_template("market/bar.html")
    except TemplateDoesNotExist:
        return ""
    return bar.render({"member": context.get("member"), "now": context.get("now")}, context.get("request"))
