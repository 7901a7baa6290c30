"""Who may be put on a cadence: every reason against it, with a code to count and a sentence to read."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, Kind
from leadwright.cadences.addresses import said_of_the_address
from leadwright.cadences.models import Cadence, Enrolment, Gate, Ruleset, Step, StepKind, Variant, Version
from leadwright.cadences.rules import ruleset_of
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Channel, Lead, Motion, OptOut, Status
from leadwright.playbooks.models import Template
from leadwright.playbooks.rendering import BadTemplate, MissingField, fields_for, render
from leadwright.team.models import Member

A_DAY = timedelta(days=1)
STAYED = timedelta(days=3)  # by then nearly every mail that comes back has come back
# What a manager may overrule, with a reason. A no, an end, a missing address or mailbox cannot be overruled.
OVERRULED = {
    "answered",
    "waiting",
    "address_failed",
    "address_invalid",
    "address_not_verified",
    "brief_not_good",
    "cool_down",
    "consent_needed",
    "company_busy",
    "company_owned",
    "company_in_deal",
    "person_full",
    "cadence_full",
}
OURS = [Kind.EMAIL_SENT, Kind.CALL, Kind.LINKEDIN]


def touched_since(leads: list[Lead], since: datetime) -> set[int]:
    """With whom anybody here was in touch since then: by mail, by phone, on LinkedIn."""
    rows = Activity.objects.filter(lead__in=[lead.pk for lead in leads], kind__in=OURS, at__gt=since)
    return set(rows.values_list("lead_id", flat=True))


def arrives_at(pks: list[int], now: datetime) -> set[tuple[int, str]]:
    """Addresses of these leads that wrote to us, or at which a mail of ours has stayed."""
    mails = Message.objects.filter(lead__in=pks)
    stayed = mails.filter(outbound=True, state=Message.State.SENT, at__lte=now - STAYED)
    wrote = mails.filter(outbound=False)
    return {*stayed.values_list("lead_id", "recipient"), *wrote.values_list("lead_id", "sender")}


class Company:
    """Their colleagues: how many are on cadences, whose they are, and whether one is in a deal."""

    def __init__(self, leads: list[Lead], rules: Ruleset) -> None:
        self.rules = rules
        accounts = {lead.account_id for lead in leads if lead.account_id}
        self.active: Counter[int] = Counter()
        self.owners: dict[int, dict[int, str]] = {}
        self.in_deal: dict[int, set[int]] = {}
        if accounts and rules.company_at_once:
            rows = Enrolment.objects.active().filter(lead__account__in=accounts)
            self.active.update(dict(rows.values_list("lead__account").annotate(n=Count("pk"))))
        people = Lead.objects.filter(account__in=accounts)
        if accounts and rules.one_owner_a_company:
            worked = people.filter(status__in=[Status.WORKING, Status.ANSWERED, Status.QUALIFIED]).exclude(owner=None)
            for account, owner, name in worked.values_list("account", "owner", "owner__user__name").distinct():
                self.owners.setdefault(account, {})[owner] = name
        if accounts and rules.no_deal_at_company:
            for account, pk in people.filter(status=Status.QUALIFIED).values_list("account", "pk"):
                self.in_deal.setdefault(account, set()).add(pk)

    def take(self, lead: Lead) -> None:
        if lead.account_id:
            self.active[lead.account_id] += 1

    def reasons(self, lead: Lead) -> Iterator[tuple[str, str]]:
        account, most = lead.account_id, self.rules.company_at_once
        if most and account and self.active[account] >= most:
            yield "company_busy", _("%s of the same company are on cadences already, the most at once.") % most
        others = {owner: name for owner, name in self.owners.get(account, {}).items() if owner != lead.owner_id}
        if others:
            yield "company_owned", _("%s works this company.") % next(iter(others.values()))
        if self.in_deal.get(account, set()) - {lead.pk}:
            yield (
                "company_in_deal",
                _("A colleague of theirs is qualified: an account executive talks to this company."),
            )


class Room:
    """How many more a person and a cadence may take on: a day, and at once. A day is the last 24 hours."""

    def __init__(self, cadence: Cadence, rules: Ruleset, now: datetime) -> None:
        self.rules = rules
        self.asked = any(
            (rules.person_adds_a_day, rules.person_at_once, rules.cadence_adds_a_day, rules.cadence_at_once)
        )
        self.added, self.active = Counter(), Counter()  # by owner; by None for the cadence
        if not self.asked:
            return
        today = Q(started_at__gt=now - A_DAY)
        counted = {"added": Count("pk", filter=today), "active": Count("pk", filter=Q(state="active"))}
        rows = Enrolment.objects.filter(lead__workspace=cadence.workspace_id).filter(Q(state="active") | today)
        for owner, added, active in rows.values_list("lead__owner").annotate(**counted):
            if owner is not None:
                self.added[owner], self.active[owner] = added, active
        mine = rows.filter(version__cadence=cadence).aggregate(**counted)
        self.added[None], self.active[None] = mine["added"], mine["active"]

    def take(self, owner: int | None) -> None:
        for key in {owner, None}:
            self.added[key] += 1
            self.active[key] += 1

    def reasons(self, owner: int | None) -> Iterator[tuple[str, str]]:
        if not self.asked:
            return
        rules = self.rules
        if owner is not None and 0 < rules.person_adds_a_day <= self.added[owner]:
            yield (
                "person_full",
                _("Their owner has put %s on cadences today, the most a day.") % rules.person_adds_a_day,
            )
        if owner is not None and 0 < rules.person_at_once <= self.active[owner]:
            yield "person_full", _("Their owner has %s on cadences, the most at once.") % rules.person_at_once
        if 0 < rules.cadence_adds_a_day <= self.added[None]:
            yield "cadence_full", _("%s came onto this cadence today, the most a day.") % rules.cadence_adds_a_day
        if 0 < rules.cadence_at_once <= self.active[None]:
            yield "cadence_full", _("%s are on this cadence, the most at once.") % rules.cadence_at_once


class Facts:
    """What the guards ask, read once for a chunk of leads."""

    def __init__(self, leads: list[Lead], cadence: Cadence, by: Member | None, now: datetime) -> None:
        self.by, self.now, self.rules = by, now, ruleset_of(cadence)
        self.version: Version | None = cadence.current
        gate = Gate.objects.filter(cadence=cadence).first() if by else None
        shut = gate is not None and not gate.clearances.filter(member=by).exists()
        self.gate = gate.asks if shut else ""
        self.has_steps = self.version is not None and self.version.steps.exists()
        pks = [lead.pk for lead in leads]
        self.good = set(Lead.objects.filter(pk__in=pks, brief__good_at__isnull=False).values_list("pk", flat=True))
        self.active = set(Enrolment.objects.active().filter(lead__in=pks).values_list("lead_id", flat=True))
        noes = OptOut.objects.channels_of(leads)
        self.opted_out = {pk for pk, channels in noes.items() if channels & {Channel.ALL, Channel.EMAIL}}
        failed = Message.objects.filter(lead__in=pks, outbound=True, state=Message.State.FAILED)
        self.failed = set(failed.values_list("lead_id", "recipient"))
        self.arrives = arrives_at(pks, now) if self.rules.needs_verified else set()
        boxes = Mailbox.objects.filter(workspace=cadence.workspace_id, stopped_at=None).select_related("member__user")
        self.boxes = {box.member_id: box for box in boxes.order_by("-pk")}
        before = Enrolment.objects.filter(lead__in=pks, mailbox__stopped_at=None).order_by("pk")
        self.first_mail = self._first_mail()
        self.first_words = self._first_words()
        self.company = Company(leads, self.rules)
        self.room = Room(cadence, self.rules, now)
        self.touched = touched_since(leads, now - timedelta(days=self.rules.cool_down_days)) if self.cools else set()
        self.wrote_before = {each.lead_id: each.mailbox for each in before.select_related("mailbox__member__user")}

    @property
    def cools(self) -> bool:
        return self.rules.cool_down_days > 0

    def _first_mail(self) -> Step | None:
        """The first mail of the cadence, if it goes to everybody."""
        if not (self.has_steps and self.rules.needs_words):
            return None
        mails = self.version.steps.filter(kind=StepKind.EMAIL, arm="", asks="").select_related("template")
        return mails.order_by("position").first()

    def _first_words(self) -> list[Template]:
        """What the first mail may say to them: its own words, and those that are tried beside them."""
        if self.first_mail is None or self.first_mail.template is None:
            return []
        tried = Variant.objects.used().filter(step=self.first_mail.identity).select_related("template")
        return [self.first_mail.template, *(variant.template for variant in tried)]

    def mailbox(self, lead: Lead) -> Mailbox | None:
        """Who wrote before writes again; else the owner; else whoever enrols."""
        mine = self.wrote_before.get(lead.pk) or self.boxes.get(lead.owner_id)
        return mine or (self.boxes.get(self.by.pk) if self.by and lead.owner_id is None else None)

    def refused(self, leads: list[Lead], despite: str = "") -> dict[int, tuple[str, str]]:
        """Who is refused, and why. Whoever is not takes up room, so that the next ones are counted with them."""
        found = {}
        for lead in leads:
            if why := self.reason_against(lead, despite):
                found[lead.pk] = why
            else:
                self.room.take(self.owner_of(lead))
                self.company.take(lead)
        return found

    def owner_of(self, lead: Lead) -> int | None:
        return lead.owner_id or (self.by.pk if self.by else None)

    def reason_against(self, lead: Lead, despite: str = "") -> tuple[str, str] | None:
        """The first reason why this lead is not enrolled, the most final one first; `despite` does not count. Who is
        taken without a good brief may lack what only the brief has: the step that needs it asks a person."""
        passed = {despite, "missing_field"} if despite == "brief_not_good" else {despite}
        return next((reason for reason in self.reasons(lead) if reason[0] not in passed), None)

    def reasons(self, lead: Lead) -> Iterator[tuple[str, str]]:
        owned_by_another = self.by and lead.owner_id and lead.owner_id != self.by.pk and not self.by.manages
        if lead.pk in self.opted_out:
            yield "opted_out", _("They opted out of e-mail.")
        if lead.ended:
            yield "ended", _("This lead has ended: %s.") % lead.get_status_display()
        if lead.pk in self.active:
            yield "already_active", _("They are on a cadence already.")
        if lead.status == Status.ANSWERED:
            yield "answered", _("They answered: a verdict comes next, not a cadence.")
        if lead.status == Status.WAITING:
            yield "waiting", _("They wait for a later date.")
        if owned_by_another:
            yield "not_yours", _("This lead belongs to %s.") % lead.owner.name
        if self.gate:
            yield "gate", self.gate
        yield from self.of_the_address(lead)
        yield from self.by_the_rules(lead)
        if self.mailbox(lead) is None:
            yield "no_mailbox", _("Nobody has a mailbox that may write to them.")
        if not self.has_steps:
            yield "no_steps", _("The cadence has no steps.")
        elif lacks := self.lacking(lead):
            yield "missing_field", _("The first e-mail needs what is not known: %s.") % lacks

    def of_the_address(self, lead: Lead) -> Iterator[tuple[str, str]]:
        said = said_of_the_address(lead.custom)
        if not lead.email:
            yield "no_address", _("No e-mail address is known.")
        elif (lead.pk, lead.email) in self.failed:
            yield "address_failed", _("Mail to this address could not be sent. Correct the address first.")
        elif said is False:
            yield "address_invalid", _("The list says that mail to this address does not arrive.")
        elif self.rules.needs_verified and said is None and (lead.pk, lead.email) not in self.arrives:
            yield "address_not_verified", _("Nobody has verified the address, and no mail to it has arrived yet.")

    def by_the_rules(self, lead: Lead) -> Iterator[tuple[str, str]]:
        """What the ruleset of the cadence has against it."""
        if self.rules.needs_good_brief and lead.pk not in self.good:
            yield "brief_not_good", _("The brief is not good enough yet.")
        if lead.pk in self.touched:
            days = self.rules.cool_down_days
            yield "cool_down", _("We were in touch with them less than %s days ago.") % days
        if country := self.asks_consent(lead):
            yield "consent_needed", _("The law of their country (%s) asks for their consent first.") % country
        yield from self.company.reasons(lead)
        yield from self.room.reasons(self.owner_of(lead))

    def asks_consent(self, lead: Lead) -> str:
        """The country whose law wants their consent before a mail, unless they asked to hear from us."""
        country = (lead.country or (lead.account.country if lead.account else "")).upper()
        return country if country in self.rules.consent_countries and lead.motion != Motion.INBOUND else ""

    def lacking(self, lead: Lead) -> str:
        """The fields that the first mail needs and that are not there; "" where nothing is missing."""
        if not self.first_words:
            return ""
        try:
            fields = fields_for(lead, getattr(lead, "brief", None), self.mailbox(lead))
            for words in self.first_words:
                render(words.subject, fields)
                render(words.body, fields)
        except MissingField as error:
            return ", ".join(error.names)
        except BadTemplate:
            pass  # whoever changes the template is told; the step asks a person when it comes to it
        return ""
