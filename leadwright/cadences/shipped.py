"""The cadence that each workspace begins with: the one of the job's description, step by step.

Day 1 an e-mail and a LinkedIn contact; a second e-mail two days later; a follow-up some days later; two days after
that a call, a voicemail where nobody answers, and another e-mail; two more follow-ups; a break-up e-mail, and the
contact is struck off. Working days 1, 1, 3, 7, 9, 9, 9, 13, 17, 22.

The words ask for a brief (need, gap) and use each person's name. They are short: under 90 words each.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from leadwright.cadences.models import ON_LINKEDIN, Cadence, Step, StepKind, Version
from leadwright.playbooks.models import Template
from leadwright.team.models import Member, Workspace

NAME = "Default outbound"


@dataclass(frozen=True)
class Shipped:
    kind: str
    name: str
    wait_days: int
    body: str
    subject: str = ""
    new_thread: bool = False


STEPS = (
    Shipped(
        StepKind.EMAIL,
        "First e-mail",
        0,
        """Hello {{ lead.given_name }},

{% if brief.opener %}{{ brief.opener }}

{% endif %}As I understand it, what matters at {{ company.name }} is this: {{ brief.need }}

What seems to stand in the way: {{ brief.gap }}

That gap is what we work on at {{ sender.company }}. {{ sender.offer | default: '' }}

Is this on your desk at the moment, or should I ask somebody else?

{{ sender.name }}""",
        subject="{{ company.name }}: a question, {{ lead.given_name }}",
        new_thread=True,
    ),
    Shipped(
        StepKind.LINKEDIN,
        "Ask to connect",
        0,
        """Hello {{ lead.given_name }}, I wrote to you today about {{ company.name }}, and would like to know how you \
see it. Glad to connect either way. {{ sender.first_name }}""",
    ),
    Shipped(
        StepKind.EMAIL,
        "Second e-mail, same thread",
        2,
        """Hello {{ lead.given_name }},

One thing I left out on purpose, to keep it short. Companies that face the same ({{ brief.gap }}) usually find out \
what it costs them only once something has gone wrong.

I can show you in 15 minutes how others closed it, and you can judge whether it fits {{ company.name }}.

Would a short call this week or next suit you?

{{ sender.name }}""",
    ),
    Shipped(
        StepKind.EMAIL,
        "Follow-up: a case like theirs",
        4,
        """Hello {{ lead.given_name }},

The companies we work with started where you may be now. They had the need ({{ brief.need }}) and no time for a \
project.

So they began small: one site, four weeks, then a decision with figures in hand. Nobody had to change how they work \
on day one.

Shall I send you how such a start would look at {{ company.name }}?

{{ sender.name }}""",
    ),
    Shipped(
        StepKind.CALL,
        "Call",
        2,
        """Hello {{ lead.given_name }}, this is {{ sender.name }} from {{ sender.company }}. I wrote to you about \
{{ company.name }}. Have I caught you at a bad moment?

Why I call: as I understand it, you need this: {{ brief.need }}
What I think stands in the way: {{ brief.gap }}

Ask, then listen:
- How do you do it today?
- What happens when it goes wrong?
- Who else would have to agree?

If it fits: a 20-minute meeting with a colleague who can show it.
If not: thank them, and ask whether there is a better time in the year.""",
    ),
    Shipped(
        StepKind.VOICEMAIL,
        "Voicemail, if nobody answers",
        0,
        """Hello {{ lead.given_name }}, this is {{ sender.name }} from {{ sender.company }}. I have a short question \
about {{ company.name }}. I am sending you an e-mail now, so you need not call back: two words in answer are enough. \
Thank you.""",
    ),
    Shipped(
        StepKind.EMAIL,
        "E-mail after the call",
        0,
        """Hello {{ lead.given_name }},

I tried to reach you by phone today. No need to call back.

My question was only this: is it still right that you need the following? {{ brief.need }}

If yes, I will suggest two times for a short talk. If it has been solved, tell me, and I will leave you in peace.

{{ sender.name }}""",
    ),
    Shipped(
        StepKind.EMAIL,
        "Follow-up: a question",
        4,
        """Hello {{ lead.given_name }},

A question that takes a minute: who at {{ company.name }} would notice first if nothing changed here? \
{{ brief.gap }}

If that is not you, one name is a great help, and I will not write to you again about it.

{{ sender.name }}""",
    ),
    Shipped(
        StepKind.EMAIL,
        "Follow-up: one page",
        4,
        """Hello {{ lead.given_name }},

I have put what I know about {{ company.name }} on one page: the need, the gap, what closing it would take, and what \
it would not change.

May I send it to you? You can use it with or without us.

{{ sender.name }}""",
    ),
    Shipped(
        StepKind.EMAIL,
        "Break-up e-mail, then closed",
        5,
        """Hello {{ lead.given_name }},

I have not heard from you, so I take it that this is not the time. I will not write again, and I close my file on \
{{ company.name }} today.

Should it come up later, answer this mail: I will know what we were talking about.

All the best,
{{ sender.name }}""",
    ),
)
USES = {
    StepKind.EMAIL: Template.Use.EMAIL,
    **dict.fromkeys(ON_LINKEDIN, Template.Use.LINKEDIN),
    StepKind.CALL: Template.Use.CALL,
    StepKind.VOICEMAIL: Template.Use.VOICEMAIL,
    StepKind.SMS: Template.Use.SMS,
    StepKind.OTHER: Template.Use.TASK,
    StepKind.WAIT: Template.Use.TASK,
}


def default_cadence(workspace: Workspace, *, by: Member | None, now: datetime) -> Cadence:
    """The workspace's default cadence: made on first use, as it stands ever after."""
    if cadence := standing_in(workspace):
        return cadence
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        return standing_in(workspace) or ship(workspace, by, now)


def standing_in(workspace: Workspace) -> Cadence | None:
    standing = Cadence.objects.filter(workspace=workspace).order_by("-is_default", "pk")
    return standing.filter(Q(is_default=True) | Q(name=NAME)).first()


def ship(workspace: Workspace, by: Member | None, now: datetime) -> Cadence:
    cadence = Cadence.objects.create(workspace=workspace, name=NAME, is_default=True, created_at=now)
    version = Version.objects.create(cadence=cadence, number=1, made_by=by, created_at=now)
    Step.objects.bulk_create(
        Step(
            version=version,
            position=position,
            kind=shipped.kind,
            name=shipped.name,
            wait_days=shipped.wait_days,
            template=template(workspace, shipped, now),
            new_thread=shipped.new_thread,
        )
        for position, shipped in enumerate(STEPS, start=1)
    )
    return cadence


def template(workspace: Workspace, shipped: Shipped, now: datetime) -> Template:
    words = {"use": USES[shipped.kind], "subject": shipped.subject, "body": shipped.body, "updated_at": now}
    return Template.objects.get_or_create(workspace=workspace, name=shipped.name, defaults=words)[0]
