"""What the lead list can be narrowed to, beside words, standing, list and owner: each filter stands in the address,
all of them hold together, and each is answered by an index. Nonsense in an address counts as nothing asked.

Rooms above are asked through the lead they belong to: this one does not import them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leadwright.leads import places, typed
from leadwright.leads.models import (
    ENDED,
    Arrival,
    CustomField,
    FieldNumber,
    Lead,
    Motion,
    OptOut,
    OtherAddress,
    Source,
    Status,
    Tag,
)
from leadwright.leads.parts import Among, Firms, Part
from leadwright.leads.typed import RANGED, Kind, NotOfKind
from leadwright.team.models import Member

LONGEST = 100
MOST_TAGS = 5
CUSTOM = re.compile(r"c-([a-z0-9_]{1,40})(?:-(from|to))?")
SIZES = {"1-10": (1, 10), "11-50": (11, 50), "51-200": (51, 200), "201-1000": (201, 1000), "1001-": (1001, None)}


@dataclass(frozen=True)
class Asking:
    """Who asks, and when."""

    member: Member
    now: datetime

    @cached_property
    def fields(self) -> dict[str, CustomField]:
        return {field.key: field for field in CustomField.objects.seen_by(self.member).standing()}

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


@dataclass(frozen=True)
class Condition:
    """One thing that is asked: under which names it stands in the address, and in words."""

    names: tuple[str, ...]
    label: str
    words: str
    holds: tuple[Part, ...]


@dataclass(frozen=True)
class Filter:
    """`holds` is None for nonsense. With `options` one of them is chosen, else something is written."""

    name: str
    label: str | Promise
    holds: Callable[[str, Asking], Part | tuple[Part, ...] | None]
    options: tuple[tuple[str, str | Promise], ...] = ()

    def condition(self, value: str, asking: Asking) -> Condition | None:
        words = dict(self.options).get(value) if self.options else value
        found = self.holds(value, asking) if words else None
        if found is None:
            return None
        return Condition((self.name,), str(self.label), str(words), found if isinstance(found, tuple) else (found,))


def country(value: str, asking: Asking) -> Q | None:
    code = places.country_code(value)
    return Q(country=code) if code else None


def raw_words(value: str) -> SearchQuery | None:
    """All these words, each of which may go on."""
    words = re.findall(r"\w+", value.lower())[:5]
    return SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw") if words else None


def title(value: str, asking: Asking) -> Q | None:
    words = raw_words(value)
    return Q(title_words=words) if words else None


def industry(value: str, asking: Asking) -> Firms | None:
    words = raw_words(value)
    return Firms(Q(told=words)) if words else None


def size(value: str, asking: Asking) -> Firms:
    least, most = SIZES[value]
    return Firms(Q(employees__gte=least, employees__lte=most) if most else Q(employees__gte=least))


def reach(value: str, asking: Asking) -> Q | Among:
    said_no = OptOut.objects.filter(workspace=asking.member.workspace_id, lead__isnull=False)
    marked = Lead.objects.seen_by(asking.member).filter(status=Status.OPTED_OUT)
    return {
        "email": ~Q(email=""),
        "no_email": Q(email=""),
        "phone": ~Q(phone=""),
        "no_phone": Q(phone=""),
        "linkedin": ~Q(linkedin=""),
        "other": Among(OtherAddress.objects.filter(workspace=asking.member.workspace_id)),
        "bounced": Q(status=Status.BOUNCED),
        "no": Among(said_no, or_these=marked),
    }[value]


def came(value: str, asking: Asking) -> Q:
    return Q(created_at__gte=asking.ago(int(value)))


def touched(value: str, asking: Asking) -> Q:
    if value == "never":
        return Q(touched_at=None)
    since = asking.ago(int(value.removeprefix("not_")))
    return Q(touched_at=None) | Q(touched_at__lt=since) if value.startswith("not_") else Q(touched_at__gte=since)


def next_action(value: str, asking: Asking) -> Part | tuple[Part, ...]:
    workspace = asking.member.workspace_id
    tasks = above("tasks").filter(workspace=workspace, closed_at=None, lead__isnull=False)
    running = above("enrolments").filter(state="active")
    if value == "overdue":
        return Among(tasks.filter(due_at__lt=asking.now))
    if value == "task":
        return Among(tasks)
    if value == "cadence":
        return Among(running)
    return Among(tasks, misses=True), Among(running, misses=True), ~Q(status__in=ENDED)


def brief(value: str, asking: Asking) -> Among:
    good = above("brief").filter(good_at__isnull=False)
    return Among(good, misses=value != "good")


def above(name: str) -> QuerySet:
    """The rows of a room above that speak of leads, by the name that a lead has for them."""
    return Lead._meta.get_field(name).related_model._base_manager.order_by()


def tag(value: str, asking: Asking) -> Q | None:
    names = typed.tags_in(value)
    return Q(tags__contains=names) if names else None


def source(value: str, asking: Asking) -> Among | None:
    if not value.isdecimal() or len(value) > 9:
        return None
    return Among(Arrival.objects.filter(source=int(value), lead__isnull=False))


def score(value: str, asking: Asking) -> Among:
    return Among(above("score").model.objects.seen_by(asking.member).in_band(asking.member, value), of_score=True)


DAYS = {7: _("in the last 7 days"), 30: _("in the last 30 days"), 90: _("in the last 90 days")}
FILTERS = (
    Filter("country", _("Country"), country),
    Filter("title", _("Job title"), title),
    Filter("industry", _("Industry"), industry),
    Filter("size", _("Size of the company"), size, tuple((value, value.replace("1001-", "1001+")) for value in SIZES)),
    Filter("tag", _("Tags"), tag),
    Filter(
        "reach",
        _("Address"),
        reach,
        (
            ("email", _("e-mail known")),
            ("no_email", _("no e-mail known")),
            ("phone", _("phone known")),
            ("no_phone", _("no phone known")),
            ("linkedin", _("LinkedIn known")),
            ("other", _("several addresses")),
            ("bounced", _("came back")),
            ("no", _("said no")),
        ),
    ),
    Filter("motion", _("Came to us"), lambda value, asking: Q(motion=value), tuple(Motion.choices)),
    Filter("source", _("Source"), source),
    Filter("came", _("Came in"), came, tuple((str(days), word) for days, word in DAYS.items())),
    Filter(
        "touched",
        _("Last touch"),
        touched,
        (
            *((str(days), word) for days, word in DAYS.items()),
            ("not_7", _("not for 7 days")),
            ("not_30", _("not for 30 days")),
            ("not_90", _("not for 90 days")),
            ("never", _("never")),
        ),
    ),
    Filter(
        "next",
        _("Next action"),
        next_action,
        (
            ("overdue", _("a task is late")),
            ("task", _("a task waits")),
            ("cadence", _("on a cadence")),
            ("none", _("nothing is planned")),
        ),
    ),
    Filter(
        "score",
        _("Score"),
        score,
        (
            ("tenth", _("the best tenth")),
            ("quarter", _("the best quarter")),
            ("half", _("the upper half")),
            ("low", _("the lower half")),
        ),
    ),
    Filter("brief", _("Brief"), brief, (("good", _("good enough")), ("missing", _("not good enough yet")))),
)
NAMES = frozenset(one.name for one in FILTERS)
POINTS = ("score-from", "score-to")


def is_filter(name: str) -> bool:
    return name in NAMES or name in POINTS or bool(CUSTOM.fullmatch(name))


def conditions(query: QueryDict, asking: Asking) -> tuple[Condition, ...]:
    """What the address asks, filter by filter."""
    told = {name: query.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in query}
    found = [in_words(one, told[one.name], asking) for one in FILTERS if told.get(one.name)]
    found.append(between(told, asking))
    if any(CUSTOM.fullmatch(name) and value for name, value in told.items()):
        found += [of_a_field(field, told) for field in asking.fields.values()]
    return tuple(one for one in found if one is not None)


def in_words(one: Filter, value: str, asking: Asking) -> Condition | None:
    found = one.condition(value, asking)
    if found and one.name == "source":
        return replace(found, words=dict(sources_of(asking)).get(value, value))
    return found


def between(told: dict[str, str], asking: Asking) -> Condition | None:
    """Of so many points at least, at most, or both."""
    rows, words = above("score").filter(workspace=asking.member.workspace_id), []
    for name, test, word in zip(POINTS, ("points__gte", "points__lte"), (_t("from %s"), _t("to %s")), strict=True):
        if re.fullmatch(r"[0-9]{1,3}", text := told.get(name, "")):
            rows = rows.filter(**{test: int(text)})
            words.append(word % text)
    return Condition(POINTS, _t("Score"), " ".join(words), (Among(rows, of_score=True),)) if words else None


def of_a_field(field: CustomField, told: dict[str, str]) -> Condition | None:
    name = f"c-{field.key}"
    if field.kind in RANGED:
        return within(field, told.get(f"{name}-from", ""), told.get(f"{name}-to", ""))
    if not (value := told.get(name, "")):
        return None
    try:
        kept = typed.read(field.kind, value, choices=field.choices)
    except NotOfKind:
        return None
    words = (_t("yes") if kept else _t("no")) if field.kind == Kind.YES_NO else value
    return Condition((name,), field.name, words, (Q(custom__contains={field.key: kept}),))


def within(field: CustomField, least: str, most: str) -> Condition | None:
    """From, to, or both; both ends count."""
    rows = FieldNumber.objects.filter(field=field)
    words = []
    for text, test, word in ((least, "number__gte", _t("from %s")), (most, "number__lte", _t("to %s"))):
        try:
            value = typed.measure(field.kind, typed.read(field.kind, text)) if text else None
        except NotOfKind:
            value = None
        if value is not None:
            rows = rows.filter(**{test: value})
            words.append(word % text)
    if not words:
        return None
    names = (f"c-{field.key}-from", f"c-{field.key}-to")
    return Condition(names, field.name, " ".join(words), (Among(rows),))


def asked_for(query: QueryDict, asking: Asking) -> Iterator[dict]:
    """The form: each filter with what stands in the address."""
    for one in FILTERS:
        suggestions = tags_of(asking) if one.name == "tag" else []
        yield {
            "name": one.name,
            "label": one.label,
            "value": query.get(one.name, ""),
            "options": sources_of(asking) if one.name == "source" else one.options,
            "suggestions": suggestions,
        }
        if one.name == "score":
            least, most = (query.get(name, "") for name in POINTS)
            yield {"name": "score", "label": _t("Points of the score"), "kind": "number", "from": least, "to": most}
    for field in asking.fields.values():
        name = f"c-{field.key}"
        if field.kind in RANGED:
            kind = "date" if field.kind == Kind.DATE else "number"
            ends = {"from": query.get(f"{name}-from", ""), "to": query.get(f"{name}-to", "")}
            yield {"name": name, "label": field.name, "kind": kind, **ends}
            continue
        options: list = [(one, one) for one in field.choices] if field.kind == Kind.CHOICE else []
        options = [("yes", _t("yes")), ("no", _t("no"))] if field.kind == Kind.YES_NO else options
        yield {"name": name, "label": field.name, "value": query.get(name, ""), "options": options}


def sources_of(asking: Asking) -> list[tuple[str, str]]:
    rows = Source.objects.seen_by(asking.member).order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows] or [("", str(_("none yet")))]


def tags_of(asking: Asking) -> list[str]:
    return list(Tag.objects.seen_by(asking.member).order_by("name").values_list("name", flat=True)[:200])
