"""The simulated reps. They do by the same verbs what people do on the pages, each for leads of their own."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from leadwright.cadences.calling import call_made
from leadwright.cadences.enrolling import enrol_all
from leadwright.cadences.linkedin import touched
from leadwright.cadences.models import Enrolment, Refusal
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations.models import Call
from leadwright.leads.models import Lead, Status
from leadwright.market import closing, judging, replying, researching
from leadwright.market.chance import dice
from leadwright.market.models import Market
from leadwright.market.people import Person, person
from leadwright.market.reactions import accepts_on_linkedin, on_call
from leadwright.qualification.models import Verdict
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member
from leadwright.team.roles import Role

DEVELOPS = {Role.SDR, Role.BDR}
RESEARCHED_A_DAY = 25
ENROLLED_A_DAY = 15
TASKS_A_PASS = 30


class Floor:
    """The reps of one market. `work` is one pass; it may be run at any time, and twice."""

    def __init__(
        self, market: Market, *, enrolled_a_day: int = ENROLLED_A_DAY, researched_a_day: int = RESEARCHED_A_DAY
    ) -> None:
        self.market = market
        self.enrolled_a_day, self.researched_a_day = enrolled_a_day, researched_a_day
        self.begun: dict[int, date] = {}

    def work(self, now: datetime, members: Iterable[Member]) -> None:
        """One pass of everybody who is at work at this hour."""
        at_work = [member for member in members if is_at_work(member, now)]
        developers = [member for member in at_work if member.role in DEVELOPS]
        if developers:
            replying.answer_waiting(self.market, developers, now)
            self.do_tasks(developers, now)
        beginning = [member for member in developers if self.begun.get(member.pk) != member.local(now).date()]
        if beginning:
            self.begin_day(beginning, now)
        if closers := [member for member in at_work if member.role == Role.AE]:
            closing.close(self.market, closers, now)

    def begin_day(self, members: list[Member], now: datetime) -> None:
        """What a rep does first each day; when the program was started anew, twice, for it counts what is done."""
        judging.judge_silent(self.market, members, now)
        closing.offer_qualified(self.market, members, now)
        for member in members:
            self.research(member, now)
            self.enrol(member, now)
            self.begun[member.pk] = member.local(now).date()

    def who(self, lead: Lead) -> Person:
        return person(self.market.seed, lead.email or f"lead-{lead.pk}@nowhere.example")

    def research(self, member: Member, now: datetime) -> None:
        new = mine(member, Status.NEW).order_by("pk")[: self.researched_a_day]
        for lead in new:
            if lead.email:
                researching.research(self.market, lead, by=member, now=now)
            else:
                judging.drop(lead, reason=Verdict.Reason.OTHER, note="The list gives no e-mail address.", now=now)

    def enrol(self, member: Member, now: datetime) -> None:
        start = member.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
        left = self.enrolled_a_day - Enrolment.objects.filter(by=member, started_at__gte=start).count()
        if left <= 0:
            return
        ready = mine(member, Status.READY).exclude(refusals__at__gte=start).order_by("pk")
        leads = list(ready[:left])
        if not leads:
            return
        cadence = default_cadence(member.workspace, by=member, now=now)
        for outcome in enrol_all(leads, cadence=cadence, by=member, now=now):
            if isinstance(outcome, Refusal) and outcome.code in {"no_address", "address_failed"}:
                judging.drop(outcome.lead, reason=Verdict.Reason.OTHER, note=outcome.sentence, now=now)

    def do_tasks(self, members: list[Member], now: datetime) -> None:
        due = Task.objects.due(now).filter(owner__in=members).order_by("due_at", "pk")
        done: dict[int, int] = {}
        for task in due.select_related("lead__account", "lead__workspace", "lead__owner", "owner__user"):
            done[task.owner_id] = done.get(task.owner_id, 0) + 1
            if done[task.owner_id] <= TASKS_A_PASS:
                self.do(task, now)

    def do(self, task: Task, now: datetime) -> None:
        """A task that an earlier call of this pass has closed is left alone by the verbs themselves."""
        if task.kind == TaskKind.CALL and task.lead:
            self.call(task, now)
        elif task.kind == TaskKind.LINKEDIN and task.lead:
            accepted = accepts_on_linkedin(self.who(task.lead))
            touched(task, by=task.owner, note="Accepted within the day." if accepted else "Asked to connect.", now=now)
        elif task.key.startswith("handoff:"):
            closing.offer_again(self.market, task, now)
        elif task.key.startswith("missing:") and task.lead:
            self.complete(task.lead)
        else:
            task.close(by=task.owner, outcome=Task.Outcome.DONE, note="", now=now)

    def call(self, task: Task, now: datetime) -> None:
        lead, who = task.lead, self.who(task.lead)
        number = Call.objects.filter(lead=lead).count() + 1
        talk = on_call(who, number, now, self.market.liveliness)
        later = now + timedelta(days=dice(self.market.seed, lead.email, "call back", number).randint(1, 3))
        note = " ".join(sentence for _code, sentence, _strength in talk.says.get("evidence", []))
        made = call_made(task, disposition=talk.disposition, note=note, by=task.owner, now=now, call_back_at=later)
        if made is None:
            return
        if talk.says or talk.disposition == Call.Disposition.REFUSED:
            lead.refresh_from_db(fields=["status"])
        if talk.disposition == Call.Disposition.REFUSED:
            judging.drop(lead, reason=Verdict.Reason.NOT_INTERESTED, note="Said so on the phone.", now=now)
        elif talk.says:
            judging.judge(lead, talk.says, source=f"Call on {now:%-d %B %Y}", now=now)

    def complete(self, lead: Lead) -> None:
        """The words of a step lack a name: the rep looks it up."""
        who = self.who(lead)
        lead.given_name = lead.given_name or who.given_name or "Sir or Madam"
        lead.save(update_fields=["given_name"])
        if lead.account and not lead.account.name:
            lead.account.name = who.company.name
            lead.account.save(update_fields=["name"])


def mine(member: Member, status: Status) -> QuerySet[Lead]:
    return Lead.objects.filter(owner=member, status=status).select_related("account", "workspace", "owner__user")


def is_at_work(member: Member, now: datetime) -> bool:
    local = member.local(now)
    return local.weekday() < 5 and member.day_starts <= local.time() < member.day_ends
