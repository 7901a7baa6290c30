"""Tags for the look: loaded everywhere (settings.TEMPLATES builtins).

No tag writes a style attribute: the content security policy refuses them. Widths that follow a number are SVG.
"""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadwright.kit.doors import door
from leadwright.kit.money import written
from leadwright.kit.retelling import retell
from leadwright.playbooks.models import Snippet

register = template.Library()

SAME_SIGN = {
    "add": "plus",
    "approve": "stamp",
    "back": "left",
    "call": "phone",
    "close": "x",
    "commissions": "coin",
    "company": "building",
    "edit": "pen",
    "hold": "pause",
    "info": "help",
    "linkedin": "social",
    "money": "coin",
    "next": "right",
    "reminder": "bell",
    "user": "person",
    "warn": "alert",
}


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """The sign `name` of sprite.svg; it says nothing to a screen reader, the word beside it does."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" icon--{size}" if size else "",
        static("web/sprite.svg"),
        SAME_SIGN.get(name, name),
    )


@register.simple_tag
def options(rows: Iterable[tuple[object, str]], chosen: object = "") -> SafeString:
    """The options of a select, each a value and its words: written at once, as a large team has a thousand names."""
    rows = ((value, SafeString(" selected" if str(value) == str(chosen) else ""), words) for value, words in rows)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag
def why(text: str, tag: str = "p") -> SafeString:
    """∵ Because: the line that explains an order, a hold, a reading. Nothing to explain, nothing written."""
    if not text:
        return SafeString("")
    tag = "span" if tag == "span" else "p"
    because = '<{0} class="why"><span class="sr">{1} </span>{2}</{0}>'
    return format_html(because, SafeString(tag), _("Why:"), retell(text))


@register.filter
def told(text: str) -> str:
    """What a worker or a colleague stored, in the language of the reader."""
    return retell(text)


@register.simple_tag
def monogram(name: str, kind: str = "") -> SafeString:
    """The first letters of a name. Kinds: `s`, `l`, `me`, `co` (a company), several apart by spaces."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "·"
    classes = "".join(f" mono-gram--{each}" for each in kind.split())
    return format_html('<span class="mono-gram{}" aria-hidden="true">{}</span>', classes, letters)


@register.filter
def searched(lead) -> str:
    """Where LinkedIn finds people of their name and company, for a person to look."""
    words = f"{lead.name} {lead.account.name if lead.account else ''}".strip()
    return f"https://www.linkedin.com/search/results/people/?{urlencode({'keywords': words})}"


@register.simple_tag(takes_context=True)
def panel(context: template.Context, name: str, pk: int) -> SafeString:
    """What another room shows of a row, asked of its own door in this same request: one answer instead of two. Nothing
    where the reader's role may not enter there. The door has escaped what it says."""
    request = context["request"]
    found = door(name, pk)
    if request.member.role not in found.roles:
        return SafeString("")
    asked = copy(request)
    asked.method, asked.GET, asked.htmx = "GET", QueryDict(), True
    return SafeString(found.view(asked, **found.given).content.decode())


# ── time ──


@register.simple_tag(takes_context=True)
def ago(context: template.Context, at: datetime | None) -> SafeString | str:
    """How long ago, or in how long, in the two largest units; the exact time stands in the title."""
    now = context.get("now")
    if at is None or now is None:
        return ""
    gap = now - at
    text = _("%(span)s ago") if gap >= timedelta(0) else _("in %(span)s")
    words = _("just now") if abs(gap) < timedelta(minutes=1) else text % {"span": span(abs(gap))}
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), full(timezone.localtime(at)), words)


def span(length: timedelta) -> str:
    """`1 h 10 min`, `3 days`: at most two units."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return _("%(n)d min") % {"n": max(minutes, 1)}
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        whole = _("%(n)d h") % {"n": hours}
        return f"{whole} {_('%(n)d min') % {'n': minutes}}" if minutes and hours < 6 else whole
    days = hours // 24
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


@register.simple_tag
def local(at: datetime | date | None, part: str = "full") -> SafeString | str:
    """A time in the zone of the reader. Parts: `full` (Mon 23 Nov, 10:12), `long` (Monday 23 November, 10:12),
    `date` (23 Nov 2026), `day` (Mon 23 Nov), `time` (10:12)."""
    if at is None or at == "":
        return ""
    shown = timezone.localtime(at) if isinstance(at, datetime) else at
    if not isinstance(at, datetime) and part in {"full", "time"}:
        part = "date"
    text = {
        "full": full,
        "long": lambda moment: formats.date_format(moment, "l j F, H:i"),
        "date": lambda moment: formats.date_format(moment, "j M Y"),
        "day": lambda moment: formats.date_format(moment, "D j M"),
        "time": lambda moment: formats.date_format(moment, "H:i"),
    }[part](shown)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)


def full(moment: datetime) -> str:
    return formats.date_format(moment, "D j M, H:i")


@register.simple_tag(takes_context=True)
def their_time(context: template.Context, lead) -> SafeString | str:
    """The clock on the lead's wall, where their zone is known."""
    now = context.get("now")
    if now is None or not lead or not lead.timezone:
        return ""
    try:
        there = now.astimezone(ZoneInfo(lead.timezone))
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    place = lead.city or lead.timezone.split("/")[-1].replace("_", " ")
    return format_html(
        '<span class="clock"><b>{}</b><span class="cut">{}</span></span>', formats.date_format(there, "H:i"), place
    )


@register.filter
def clock(seconds: float | None) -> str:
    """A place in a recording: 1:05, or 1:02:03."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


# ── figures ──


@register.filter
def money(cents: int | None, currency: str = "EUR") -> str:
    """An amount with the marks of the reader's language."""
    if cents is None:
        return ""
    marks = formats.get_format("THOUSAND_SEPARATOR"), formats.get_format("DECIMAL_SEPARATOR")
    return written(cents, currency, thousands=marks[0], decimal=marks[1])


@register.filter
def percent(part: int, whole: int) -> int:
    """Whole percents of `whole`; 0 where there is nothing to divide by."""
    return round(100 * part / whole) if whole else 0


@register.inclusion_tag("web/charts/bar.html")
def bar(value: float, most: float, label: str = "", tone: str = "") -> dict:
    """A level bar: `value` of `most`. Tones: `quiet`, `good`, `warn`, `bad`."""
    share = min(max(value / most, 0), 1) * 100 if most else 0
    return {"value": value, "most": most, "width": f"{share:.1f}", "label": label, "tone": tone}


@register.inclusion_tag("web/charts/pace.html")
def pace(done: int, whole: int, due: int, label: str = "") -> dict:
    """A day's pace: how much of `whole` is done, and a mark where it should be (`due`)."""
    whole = max(whole, 1)
    return {
        "width": f"{min(done / whole, 1) * 100:.1f}",
        "mark": f"{min(due / whole, 1) * 100:.1f}",
        "label": label or _("%(done)s of %(whole)s done") % {"done": done, "whole": whole},
    }


@register.inclusion_tag("web/charts/spark.html")
def spark(values: list[float], label: str = "", top: float | None = None) -> dict:
    """A line of a few numbers. Give the same `top` to lines that are compared with each other."""
    values = list(values)
    top = top or max(values, default=0) or 1
    step = 96 / max(len(values) - 1, 1)
    points = [(2 + at * step, 20 - 18 * min(value / top, 1)) for at, value in enumerate(values)]
    return {
        "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "last": points[-1] if points else None,
        "label": label or ", ".join(f"{value:g}" for value in values),
    }


@register.inclusion_tag("web/charts/columns.html")
def columns(values: list[tuple[str, float]], label: str = "") -> dict:
    """Upright bars with a word under each: [("Mon", 12), ("Tue", 9)]."""
    values = list(values)
    top = max((value for _word, value in values), default=0) or 1
    width = 480 / max(len(values), 1)
    shown = [
        {
            "word": word,
            "value": value,
            "x": f"{at * width + width * 0.15:.1f}",
            "middle": f"{at * width + width / 2:.1f}",
            "y": f"{112 - 96 * value / top:.1f}",
            "height": f"{96 * value / top:.1f}",
            "above": f"{107 - 96 * value / top:.1f}",
        }
        for at, (word, value) in enumerate(values)
    ]
    return {"columns": shown, "width": f"{width * 0.7:.1f}", "label": label}


@register.simple_tag
def meter(level: int, label: str = "") -> SafeString:
    """How well something is shown: 0 not known, 1 a hint, 2 said, 3 shown. The word stands beside it."""
    words = [_("not known"), _("a hint"), _("said"), _("shown")]
    level = min(max(int(level), 0), 3)
    return format_html(
        '<span class="meter" data-level="{}" role="img" aria-label="{}"><i></i><i></i><i></i></span>',
        level,
        label or words[level],
    )


@register.simple_tag
def sure(confidence: float) -> SafeString:
    """Certainty in words, never a bare percentage."""
    words = _("certain") if confidence >= 0.9 else _("fairly sure") if confidence >= 0.6 else _("a guess")
    return format_html(
        '<span class="sure"><svg viewBox="0 0 40 4" aria-hidden="true"><rect class="track" width="40" height="4" '
        'rx="2"/><rect class="fill" width="{}" height="4" rx="2"/></svg>{}</span>',
        f"{40 * min(max(confidence, 0), 1):.1f}",
        words,
    )


@register.inclusion_tag("web/snippets.html", takes_context=True)
def snippets(context: template.Context, lead, number: int | str) -> dict:
    """The workspace's snippets beside a text that is being written to a lead: chosen, one is put in at the cursor.
    `number` tells several on one page apart; the text is the first textarea of the same form."""
    member = context.get("member") or getattr(context.get("request"), "member", None)
    found = Snippet.objects.seen_by(member).order_by("name").values_list("pk", "name")[:50] if member else []
    return {"found": list(found), "lead": lead, "number": number}


# ── forms ──


@register.inclusion_tag("web/field.html")
def field(bound, hint: str = "", key: str = "") -> dict:
    """A form field as the look has it: label, control, hint, errors, tied together for screen readers."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    check = kind == "checkbox" and not getattr(widget, "allow_multiple_selected", False)
    many = kind in {"radio", "checkbox"} and not check
    if not (check or many):
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} input".strip()
    return {"field": bound, "hint": hint or bound.help_text, "check": check, "many": many, "key": key}
