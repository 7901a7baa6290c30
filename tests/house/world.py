"""A workspace with something in every room, in any number: what the walks over all addresses look at.

A new room adds its rows in `furnish` and, for addresses with a number in them, a line in OBJECTS. Nothing else.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace

from leadwright.activities.models import Kind, record
from leadwright.cadences.models import Enrolment, Step, StepKind, Touch, Variant
from leadwright.cadences.rules import default_ruleset
from leadwright.cadences.shipped import default_cadence
from leadwright.channels.models import PhoneLine, StoredFile
from leadwright.commissions.models import Dispute, Line, Plan
from leadwright.commissions.paying import default_plans
from leadwright.conversations.models import Attachment, Conversation, Message
from leadwright.inbox.models import Intent, Reply, Triage
from leadwright.inbox.models import Kind as ReplyKind
from leadwright.knowledge.models import Answer, Article, Site, SitePage
from leadwright.leads.models import (
    Bulk,
    CustomField,
    Import,
    ImportRow,
    Lead,
    OptOut,
    Retention,
    SavedView,
    Source,
    Status,
    TerritoryRule,
)
from leadwright.meetings.booking import book
from leadwright.meetings.booking import rules_of as rules_of_meetings
from leadwright.meetings.models import BookingPage, Calendar, Queue, Rule, Seat
from leadwright.pipeline.models import Handoff, Opportunity, Proposal, ProposalTemplate
from leadwright.playbooks.models import Objection, Snippet, Template, TemplateVersion
from leadwright.qualification.criteria import criteria_of
from leadwright.qualification.models import Evidence, Verdict
from leadwright.qualification.retraining import rules_of
from leadwright.research.models import Brief, Fact
from leadwright.tasks.models import Leave, Move, Task, TaskKind
from leadwright.team.models import Member
from leadwright.web.models import Device, Notice, NoticeKind
from tests.cast import Cast, a_lead, a_list, a_mailbox, a_member
from tests.house.coached import furnish_coaching

A_LINE = {"number": "+37052000001", "account": "AC1", "token": "t"}


def furnish(cast: Cast, now: datetime, count: int = 1, begin: int = 0) -> SimpleNamespace:
    """`count` of each thing, numbered from `begin`. The world returned names the last one of each."""
    world = SimpleNamespace(cast=cast, now=now, workspace=cast.workspace)
    world.cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    world.ruleset = default_ruleset(cast.workspace)
    world.criteria = list(criteria_of(cast.workspace))
    world.criterion = world.criteria[0]
    world.fit_rule = rules_of(cast.workspace)[0]
    default_plans(cast.workspace, now)
    world.plan = Plan.objects.filter(workspace=cast.workspace).order_by("pk")[0]
    world.list = a_list(cast.workspace)
    world.importing = Import.objects.create(
        workspace=cast.workspace,
        list=world.list,
        by=cast.mara,
        file_name="expo.csv",
        content=b"E-mail\nperson@company.example\n",
        shape={"encoding": "utf-8", "delimiter": ",", "header_row": 1, "columns": ["E-mail"], "count": count},
        mapping={"0": "email"},
        created_at=now,
        state=Import.State.DONE,
        rows=count,
        created=count,
        finished_at=now,
    )
    for number in range(begin, begin + count):
        furnish_company(world, number)
        furnish_person(world, number)
        furnish_talk(world, number)
        furnish_cadence(world, number)
        furnish_deal(world, number)
        furnish_coaching(world, number)
        furnish_notices(world, number)
    PhoneLine.objects.get_or_create(workspace=cast.workspace, defaults=A_LINE | {"created_at": now})
    furnish_meetings(world, begin, count)
    world.fact = Fact.objects.filter(lead=world.lead).first()
    return world


def furnish_meetings(world: SimpleNamespace, begin: int, count: int) -> None:
    """The meetings of the leads, one after the other, with a queue, its seats and a rule."""
    cast, now = world.cast, world.now
    rules_of_meetings(cast.workspace)
    for number in range(begin, begin + count):
        world.queue = Queue.objects.create(workspace=cast.workspace, name=f"Queue {number}")
        world.seat = Seat.objects.create(queue=world.queue, member=cast.erin)
        lead = Lead.objects.get(workspace=cast.workspace, email=f"new{number}@company{number}.example")
        at = now + timedelta(days=1, hours=number)
        world.meeting = book(lead, starts_at=at, by=cast.alice, host=cast.erin, now=now)
        world.meeting_rule = Rule.objects.create(
            workspace=cast.workspace, position=number, field="country", test="one_of", value="xx", gives="owner"
        )
        world.calendar = Calendar.objects.create(
            member=cast.alice, kind="ics", url=f"https://calendar.example/{number}.ics", created_at=now
        )
        world.booking_page = BookingPage.objects.create(
            workspace=cast.workspace,
            member=cast.alice,
            slug=f"alice-{number}",
            opened_at=now,
            closed_at=now if number else None,
        )


def furnish_company(world: SimpleNamespace, number: int) -> None:
    cast, now = world.cast, world.now
    world.member = a_member(cast.workspace, f"Person{number} Surname", "sdr")
    world.mailbox = a_mailbox(world.cast.alice, address=f"alice{number}@northmark.example")
    a_list(cast.workspace, f"List {number}")
    world.view = SavedView.objects.create(
        workspace=cast.workspace, name=f"View {number}", query="status=new", by=cast.dana, at=now
    )
    told = {"workspace": cast.workspace, "at": now}
    world.own_field = CustomField.objects.create(**told, key=f"field_{number}", name=f"Field {number}", kind="text")
    world.retention = Retention.objects.update_or_create(
        workspace=cast.workspace, status=Status.values[number % 3], defaults={"months": 12, "at": now}
    )[0]
    world.source = Source.objects.create(**told, name=f"Source {number}", token=f"token-{number}")
    world.territory = TerritoryRule.objects.create(
        workspace=cast.workspace, position=number, field="country", test="one_of", value="LT"
    )
    world.bulk = Bulk.objects.create(**told, act=Bulk.Act.TAG, words="Tags put on: warm", by=cast.dana)
    world.suppression = OptOut.objects.create(
        workspace=cast.workspace, domain=f"shut{number}.example", source="list", at=now
    )
    world.template = Template.objects.create(workspace=cast.workspace, name=f"T{number}", body="Hello", updated_at=now)
    world.template_version = TemplateVersion.objects.create(template=world.template, number=1, body="Hi", at=now)
    named = {"workspace": cast.workspace, "updated_at": now}
    world.snippet = Snippet.objects.create(name=f"S{number}", body="Hello {{ lead.given_name }}", **named)
    world.objection = Objection.objects.create(name=f"O{number}", answer="Ask why.", **named)
    world.article = Article.objects.create(
        workspace=cast.workspace, title=f"Article {number}", body="It keeps records.", owner=cast.dana, updated_at=now
    )


def furnish_person(world: SimpleNamespace, number: int) -> None:
    cast, now = world.cast, world.now
    lead = world.lead = a_lead(cast.alice, f"person{number}@company{number}.example", status=Status.ANSWERED)
    world.account = lead.account
    a_lead(cast.alice, f"new{number}@company{number}.example", status=Status.NEW)
    a_lead(cast.alice, f"ready{number}@company{number}.example", status=Status.READY)
    Brief.objects.create(lead=lead, company="c", need="n", gap="g", opener="o", good_at=now, updated_at=now)
    for text in ("One", "Two"):
        Fact.objects.create(
            lead=lead,
            account=lead.account,
            text=text,
            kind=Fact._meta.get_field("kind").default or "news",
            source="https://company.example/",
            seen_on=now.date(),
            added_by=cast.alice,
        )
    ImportRow.objects.create(importing=world.importing, number=number + 2, cells=["x"], outcome="created", lead=lead)
    for kind in (Kind.IMPORTED, Kind.NOTE):
        record(
            kind,
            workspace_id=lead.workspace_id,
            key=f"{kind}:{lead.pk}",
            summary="s",
            at=now,
            lead=lead,
            member=cast.bob,
        )
    world.task = a_task(world, TaskKind.OTHER)
    world.call = a_task(world, TaskKind.CALL)
    world.linkedin = a_task(world, TaskKind.LINKEDIN)
    world.letter = a_task(world, TaskKind.APPROVE)
    away = {"workspace": cast.workspace, "member": world.member, "at": now}
    world.leave = Leave.objects.create(**away, cover=cast.bob, first_on=now.date(), last_on=now.date())
    world.move = Move.objects.create(**away, to=cast.bob, before=[], after=[])


def furnish_notices(world: SimpleNamespace, number: int) -> None:
    member, now = world.cast.alice, world.now
    where = {"workspace": world.workspace, "member": member, "address": "/inbox/", "at": now}
    Notice.objects.create(kind=NoticeKind.REPLY, key=f"reply:{number}", lead=world.lead, **where)
    keys = {"public_key": "B" * 87, "secret": "s" * 22, "created_at": now}
    world.device = Device.objects.create(member=member, endpoint=f"https://push.example/{number}", **keys)


def a_task(world: SimpleNamespace, kind: str) -> Task:
    lead = world.lead
    return Task.objects.create(
        workspace=lead.workspace,
        lead=lead,
        owner=lead.owner,
        kind=kind,
        title="Do it",
        why="It is due.",
        key=f"{kind}:{lead.pk}",
        due_at=world.now,
        created_at=world.now,
    )


def furnish_talk(world: SimpleNamespace, number: int) -> None:
    now, lead = world.now, world.lead
    talk = Conversation.objects.create(workspace=lead.workspace, lead=lead, mailbox=world.mailbox, started_at=now)
    same = {"workspace": lead.workspace, "conversation": talk, "mailbox": world.mailbox, "lead": lead, "at": now}
    received = Message.objects.create(
        **same,
        outbound=False,
        state=Message.State.RECEIVED,
        message_id=f"<in{number}@company.example>",
        sender=lead.email,
        recipient=world.mailbox.address,
        subject="Re: x",
        text="How?",
        html="<p>How?</p>",
    )
    world.message = Message.objects.create(
        **same,
        outbound=True,
        state=Message.State.QUEUED,
        message_id=f"<out{number}@northmark.example>",
        sender=world.mailbox.address,
        recipient=lead.email,
        subject="x",
        text="Hello",
        author=lead.owner,
        due_at=now + timedelta(days=1),
    )
    kept = StoredFile.objects.create(workspace=lead.workspace, digest=f"{number:064}", content=b"%PDF", size=4)
    named = {"name": "prices.pdf", "media_type": "application/pdf", "size": 4}
    world.attachment = Attachment.objects.create(message=world.message, place=0, file=kept, **named)
    world.reply = Reply.objects.create(
        workspace=lead.workspace,
        message=received,
        lead=lead,
        owner=lead.owner,
        kind=ReplyKind.REPLY,
        intent=Intent.QUESTION,
        words="How?",
        evidence="How?",
        confidence=0.9,
        at=now,
    )
    furnish_question(world, number)


def furnish_question(world: SimpleNamespace, number: int) -> None:
    now, lead = world.now, world.lead
    world.site = Site.objects.create(
        workspace=lead.workspace, start=f"https://help{number}.example/", created_at=now, read_at=now
    )
    SitePage.objects.create(site=world.site, url=world.site.start, title="Start", body="It keeps records.", state="new")
    world.answer = answer = Answer.objects.create(
        workspace=lead.workspace, lead=lead, key=f"reply:{world.reply.pk}", question="How?", draft="So.", created_at=now
    )
    answer.sources.add(world.article)
    world.triage = Triage.objects.create(
        workspace=lead.workspace,
        mailbox=world.mailbox,
        key=str(number),
        raw=b"x",
        sender="x@y.example",
        subject="?",
        text="?",
        reason="Nobody we know.",
        at=now,
    )


def furnish_cadence(world: SimpleNamespace, number: int) -> None:
    now, version = world.now, world.cadence.versions.get()
    world.step = Step.objects.filter(version=version, kind=StepKind.EMAIL).order_by("position").first()
    world.variant = Variant.objects.create(
        step_id=world.step.identity,
        letter=chr(ord("B") + number),
        template=world.template,
        made_at=now,
        made_by=world.cast.dana,
    )
    world.enrolment = Enrolment.objects.create(
        lead=world.lead,
        version=version,
        mailbox=world.mailbox,
        by=world.lead.owner,
        started_at=now,
        position=0,
        due_at=now + timedelta(days=1),
    )
    for kind, task in ((StepKind.CALL, world.call), (StepKind.LINKEDIN, world.linkedin)):
        step = Step.objects.filter(version=version, kind=kind).first()
        Touch.objects.create(enrolment=world.enrolment, step=step, task=task, at=now)
    Touch.objects.create(enrolment=world.enrolment, step=world.step, message=world.message, at=now)


def furnish_deal(world: SimpleNamespace, number: int) -> None:
    now, lead, cast = world.now, world.lead, world.cast
    world.evidence = Evidence.objects.create(
        lead=lead,
        criterion=world.criteria[0],
        text="t",
        source="call",
        strength=Evidence.Strength.SHOWN,
        by=cast.alice,
        at=now,
    )
    won = a_lead(cast.alice, f"won{number}@company{number}.example", status=Status.QUALIFIED)
    world.verdict, world.handoff = a_handoff(world, lead, Handoff.State.OFFERED)
    _verdict, accepted = a_handoff(world, won, Handoff.State.ACCEPTED)
    world.opportunity = Opportunity.objects.create(
        workspace=lead.workspace,
        handoff=accepted,
        lead=won,
        account=won.account,
        owner=cast.erin,
        name=f"Deal {number}",
        amount_cents=100_000,
        created_at=now,
    )
    world.proposal = Proposal.objects.create(
        opportunity=world.opportunity,
        version=1,
        title="Loggers",
        total_cents=1,
        currency="EUR",
        file=b"%PDF",
        made_at=now,
    )
    world.proposal_template = ProposalTemplate.objects.create(
        workspace=lead.workspace, name=f"Template {number}", title="Loggers", updated_at=now
    )
    world.line = Line.objects.create(
        workspace=lead.workspace,
        member=cast.alice,
        plan=world.plan,
        key=f"handoff:{accepted.pk}",
        earned_in=now.date().replace(day=1),
        period=now.date().replace(day=1),
        amount_cents=5_000,
        currency="EUR",
        why="Accepted.",
        lead_id_shown=won.pk,
        at=now,
    )
    world.dispute = Dispute.objects.create(line=world.line, by=cast.alice, at=now)


def a_handoff(world: SimpleNamespace, lead: Lead, state: str) -> tuple[Verdict, Handoff]:
    cast, now = world.cast, world.now
    verdict = Verdict.objects.create(lead=lead, decision=Verdict.Decision.QUALIFIED, by=cast.alice, at=now)
    handoff = Handoff.objects.create(
        workspace=lead.workspace,
        lead=lead,
        verdict=verdict,
        offered_by=cast.alice,
        offered_to=cast.erin,
        state=state,
        at=now,
        answer_by=now + timedelta(days=1),
    )
    return verdict, handoff


def outsider(cast: Cast) -> Member:
    """Another workspace's admin: may open every page, and must not find a single row of ours."""
    return a_member(cast.elsewhere, "Otto Fremd", "admin")
