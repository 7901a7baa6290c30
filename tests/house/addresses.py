"""Every address of the product, found by walking the URLconf."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import URLPattern, get_resolver, reverse

# The beginning of an address, and which row of the world its number names. The first that fits counts.
OBJECTS = [
    ("lead/<int:pk>/", "lead"),
    ("people/", "lead"),
    ("inbox/mailboxes/", "mailbox"),
    ("members/", "member"),
    ("mailboxes/", "mailbox"),
    ("accounts/", "account"),
    ("leads/lists/import/", "importing"),
    ("leads/suppressions/", "suppression"),
    ("leads/views/", "view"),
    ("leads/retention/", "retention"),
    ("leads/sources/", "source"),
    ("leads/territories/", "territory"),
    ("leads/fields/", "own_field"),
    ("leads/", "lead"),
    ("bulk/", "bulk"),
    ("templates/versions/", "template_version"),
    ("templates/snippets/", "snippet"),
    ("templates/objections/", "objection"),
    ("templates/", "template"),
    ("knowledge/questions/", "answer"),
    ("knowledge/sites/", "site"),
    ("training/talks/", "talk"),
    ("knowledge/", "article"),
    ("tasks/leaves/", "leave"),
    ("tasks/moves/", "move"),
    ("tasks/", "task"),
    ("focus/", "task"),
    ("approvals/", "letter"),
    ("conversations/messages/", "message"),
    ("conversations/files/", "attachment"),
    ("cadences/steps/", "step"),
    ("cadences/variants/", "variant"),
    ("cadences/rulesets/", "ruleset"),
    ("cadences/enrolments/", "enrolment"),
    ("cadences/calls/", "call"),
    ("cadences/linkedin/", "linkedin"),
    ("cadences/", "cadence"),
    ("inbox/triage/", "triage"),
    ("inbox/", "reply"),
    ("qualification/framework/criteria/", "criterion"),
    ("qualification/evidence/", "evidence"),
    ("qualification/score/rules/", "fit_rule"),
    ("qualification/verdict/", "verdict"),
    ("meetings/calendars/", "calendar"),
    ("meetings/pages/", "booking_page"),
    ("meetings/routing/rules/", "meeting_rule"),
    ("meetings/routing/queues/", "queue"),
    ("meetings/routing/seats/", "seat"),
    ("meetings/", "meeting"),
    ("pipeline/handoffs/", "handoff"),
    ("pipeline/deals/", "opportunity"),
    ("pipeline/proposals/templates/", "proposal_template"),
    ("pipeline/proposals/", "proposal"),
    ("commissions/lines/", "line"),
    ("commissions/disputes/", "dispute"),
    ("commissions/members/", "member"),
    ("today/tasks/<int:pk>/dial/", "call"),
    ("today/", "task"),
    ("notices/devices/", "device"),
    ("training/lessons/", "lesson"),
    ("training/topics/", "topic"),
    ("training/cards/", "card"),
    ("ring/", "lead"),
    ("coaching/members/", "member"),
    ("coaching/goals/", "goal"),
    ("coaching/recordings/", "recording"),
    ("coaching/messages/", "message"),
    ("coaching/handoffs/", "handoff"),
    ("coaching/moments/", "moment"),
    ("coaching/remarks/", "remark"),
    ("coaching/scorecards/", "scorecard"),
]


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    pattern: URLPattern

    @property
    def roles(self) -> frozenset | None:
        return getattr(self.pattern.callback, "roles", None)

    @property
    def parts(self) -> set[str]:
        return set(self.pattern.pattern.converters)

    def of(self, world: SimpleNamespace) -> str:
        """The address with the numbers of the world's rows in it."""
        given = {"pk": lambda: getattr(world, self.row).pk, "fact_pk": lambda: world.fact.pk}
        given["lead_pk"] = lambda: world.lead.pk
        words = {"kind": lambda: "task", "token": lambda: "no-such-token", "provider": lambda: "google"}
        return reverse(self.name, kwargs={part: (given | words)[part]() for part in self.parts})

    @property
    def row(self) -> str:
        for beginning, row in OBJECTS:
            if beginning in self.route if beginning.startswith("lead/") else self.route.startswith(beginning):
                return row
        raise LookupError(f"tests/house/world.py has no row for {self.route}: add a line to OBJECTS")


def every_address() -> list[Address]:
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver, route: str, room: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        path = route + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(f"{room}{each.name}", path, each)
        else:
            yield from _walk(each, path, f"{each.namespace}:" if each.namespace else room)
