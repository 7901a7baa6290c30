"""A workspace as large as one wants, made by set-based SQL in a minute or two: for measuring pages and queries at size.

    with scratch_database(): ... migrate ...; made = populate(leads=1_000_000)

`populate` answers with the workspace, its fifty members and the first and last number of its leads. Half of what stands
in a large base is old: leads that were worked to the end, their activities, their closed tasks.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOW = datetime.now(UTC)
PEOPLE = 50
GIVEN = "{Rūta,Tomas,Ingrid,Erik,Camille,Hannah,Pieter,Greta,Aisling,Laurent,Nijolė,Declan,Sofia,Jonas,Mette,Karel}"
FAMILY = "{Kazlau,Petrau,Sol,Dahl,Rou,Oka,Claes,Lind,Byrn,Pich,Vait,Moor,Ross,Haug,Berg,Nowa,Silv,Gar}"
ENDS = "{skaitė,skas,berg,man,quist,sen,er,i,ska,dottir,ova,elli}"
FIRMS = "{Nord,Pieno,Fjord,Baltic,Ost,Cold,Frost,Harbour,Green,River,Stone,Amber}"
TRADES = "{vik Seafood,Kelias,kjøl,Logistics,end Pharma,Chain,Dairies,Foods,Freight,Stores,Meats,Trans}"
TITLES = "{Head of quality,Operations manager,Quality engineer,Buyer,Technical director,Chief executive officer}"
STATUSES = "{new,new,new,new,ready,finished,finished,disqualified,disqualified,waiting}"  # of those in no cadence
WORKED = 5000  # activities of the one lead who has been worked for years


def working_moment() -> datetime:
    """The last full hour before now that is one of the leads' hours, and so are the two after it."""
    from leadwright.cadences.hours import Place, is_open

    home = Place("Europe/Vilnius", "LT")
    hours = (NOW.replace(minute=0, second=0, microsecond=0) - timedelta(hours=back) for back in range(1, 400))
    return next(at for at in hours if is_open(at, home) and is_open(at + timedelta(hours=2), home))


def open_doors(port: int, at: datetime) -> None:
    """Mailboxes that send by the sink on this port and were read just now, with no limit in the way; what they have
    sent lies before `at`."""
    from leadwright.channels.models import Mailbox
    from leadwright.conversations.models import Message
    from leadwright.team.models import Workspace

    Workspace.objects.update(postal_address="1 Quay Street, Klaipėda", offer="loggers")
    reach = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "plain", "sender_name": "Rep Large"}
    Mailbox.objects.update(**reach, daily_limit=1_000_000, gap_seconds=0, read_at=at)
    Message.objects.filter(outbound=True, at__gt=at).update(at=at)


@dataclass
class Population:
    workspace: object
    members: list
    first_lead: int
    leads: int
    oldest: int  # the lead with WORKED activities
    seconds: float


def populate(
    leads: int = 1_000_000,
    enrolments: int | None = None,
    activities: int | None = None,
    people: int = PEOPLE,
    finished: int = 0,
) -> Population:
    """`enrolments` are those under way (a fifth of the leads unless told), `activities` five a lead; `finished` are
    enrolments that went their way, each with three touches and a mail."""
    began = time.perf_counter()
    enrolments = leads // 5 if enrolments is None else enrolments
    activities = leads * 5 if activities is None else activities
    workspace, members, mailboxes, steps = hire(people)
    with bulk_loading():
        first = grow_leads(workspace, members, leads, enrolments)
        grow_work(workspace, members, mailboxes, steps, first, enrolments)
        grow_past(workspace, mailboxes, steps, first, leads, finished)
        grow_talks(workspace, members, mailboxes, first, leads // 50)
        grow_story(workspace, members, first, leads, activities)
    return Population(workspace, members, first, leads, first, time.perf_counter() - began)


def hire(people: int):
    from leadwright.cadences.shipped import default_cadence
    from leadwright.channels.models import Mailbox
    from leadwright.team.models import Member, User, Workspace
    from leadwright.team.roles import Role

    workspace = Workspace.objects.create(name="Large", timezone="UTC", country="LT", created_at=NOW)
    members, mailboxes = [], []
    for number in range(people):
        user = User.objects.create(email=f"rep{number}@large.example", name=f"Rep{number} Large")
        role = Role.MANAGER if number == 0 else Role.SDR
        members.append(Member.objects.create(workspace=workspace, user=user, role=role, timezone="UTC"))
        box = {"workspace": workspace, "member": members[-1], "address": user.email, "created_at": NOW}
        mailboxes.append(Mailbox.objects.create(**box, smtp_port=1, imap_port=1, password="-", read_at=NOW))  # noqa: S106
    steps = default_cadence(workspace, by=members[0], now=NOW).current.steps.order_by("position")
    return workspace, members, mailboxes, list(steps)


def grow_leads(workspace, members, leads: int, enrolments: int) -> int:
    from leadwright.accounts.models import Account
    from leadwright.leads.models import CustomField, FieldNumber, Lead, LeadList

    lists = [LeadList.objects.create(workspace=workspace, name=f"List {n}", created_at=NOW) for n in range(20)]
    companies = leads // 3 + 1
    account = grow(
        Account,
        companies,
        workspace_id=str(workspace.pk),
        name=f"({pick(FIRMS)}) || ({pick(TRADES, 12)}) || ' ' || n",
        plain_name="'company ' || n",
        domain="'company' || n || '.example'",
        industry=pick("{Dairy production,Cold chain logistics,Food retail,Pharma,Fishing,Bakery,Meat,Software}"),
        employees="CASE WHEN n % 7 > 0 THEN n::bigint * 7919 % 997 + CASE WHEN n % 50 = 3 THEN 900 ELSE 1 END END",
        created_at=ago("n % 700 * interval '1 day'"),
    )
    own = {"workspace": workspace, "at": NOW}
    trucks = CustomField.objects.create(**own, key="trucks", name="Trucks", kind="number")
    CustomField.objects.create(**own, key="maker", name="Maker", kind="choice", choices=["Volvo", "Scania"])
    touched = ago("n % 300 * interval '1 day'")
    owner = f"CASE WHEN n % 400 = 7 THEN NULL ELSE {members[0].pk} + n % {len(members)} END"
    first = grow(
        Lead,
        leads,
        workspace_id=str(workspace.pk),
        account_id=f"{account} + n % {companies}",
        list_id=f"{lists[0].pk} + n % 20",
        owner_id=owner,
        given_name=pick(GIVEN),
        family_name=f"({pick(FAMILY, 16)}) || ({pick(ENDS, 288)})",
        title=pick(TITLES),
        tags="CASE WHEN n % 5000 = 9 THEN '{rare}' WHEN n % 9 = 0 THEN '{expo,warm}' ELSE '{}' END::varchar[]",
        touched_at=f"CASE WHEN n % 50 <> 1 THEN {touched} END",
        custom="jsonb_build_object('trucks', n % 500, 'maker', CASE WHEN n % 3 = 0 THEN 'Volvo' ELSE 'Scania' END)",
        email="'person' || n || '@company' || n || '.example'",
        phone="'+3706' || lpad(n::text, 7, '0')",
        country="CASE WHEN n % 3000 = 5 THEN 'IS' WHEN n % 3 = 0 THEN 'LV' ELSE 'LT' END",
        timezone="'Europe/Vilnius'",
        status=f"CASE WHEN n < {enrolments} THEN 'working' ELSE ({pick(STATUSES)}) END",
        created_at=ago("n % 700 * interval '1 day' + n % 1000 * interval '1 minute'"),
    )
    grow(FieldNumber, leads, field_id=str(trucks.pk), lead_id=f"{first} + n", number="n % 500")
    score(workspace, first, leads)
    return first


SCORES = """
    INSERT INTO qualification_leadscore (lead_id, workspace_id, points)
    SELECT %(first)s + n, %(workspace)s, n::bigint * 7919 %% 101 FROM generate_series(0, %(leads)s - 1) n
"""


def score(workspace, first: int, leads: int) -> None:
    from leadwright.kit.statements import run
    from leadwright.qualification.models import ScoreRound
    from leadwright.qualification.ranking import basis_of, measure

    run(SCORES, {"first": first, "workspace": workspace.pk, "leads": leads})
    basis = basis_of(workspace)
    ScoreRound.objects.create(workspace=workspace, basis=basis, upto=first + leads - 1, ended_at=NOW)
    measure(workspace)


def grow_work(workspace, members, mailboxes, steps, first: int, enrolments: int) -> None:  # noqa: PLR0917
    """Cadences under way; a task waits at one in eight of them, and four were done for each that waits."""
    from leadwright.cadences.models import Enrolment, Touch
    from leadwright.tasks.models import Task

    enrolment = grow(
        Enrolment,
        enrolments,
        lead_id=f"{first} + n",
        version_id=str(steps[0].version_id),
        mailbox_id=f"{mailboxes[0].pk} + n % {len(members)}",
        state="'active'",
        position="1 + n % 8",
        due_at=ago("-(n % 20) * interval '6 hours'"),
        due_why="'The next step.'",
        started_at=ago("n % 20 * interval '1 day'"),
    )
    at = steps[0].pk
    touched = {"enrolment_id": f"{enrolment} + n", "step_id": str(at), "outcome": "'done'"}
    grow(Touch, enrolments, **touched, at=ago("n % 20 * interval '1 day'"), done_at=ago("n % 20 * interval '1 day'"))
    work = {
        "workspace_id": str(workspace.pk),
        "owner_id": f"{members[0].pk} + n % {len(members)}",
        "kind": pick("{call,linkedin,call,reminder,call,linkedin,other}", 50),
        "title": "'Call them'",
        "why": "'Step 5 of 10 is due today.'",
        "words": "'Good morning, this is Rep of Large. Who reads the temperature log at your dock?'",
        "created_at": ago("interval '2 days'"),
    }
    grow(
        Task,
        enrolments // 8,
        lead_id=f"{first} + n",
        key="'open:' || n",
        due_at=ago(f"(n / {len(members)} % 200 - 60) * interval '20 minutes'"),
        **work,
    )
    done = {"closed_at": ago("n % 600 * interval '1 day'"), "outcome": "'done'"}
    grow(
        Task,
        enrolments // 2,
        lead_id=f"{first} + n",
        key="'done:' || n",
        due_at=ago("n % 600 * interval '1 day'"),
        **work,
        **done,
    )


def grow_past(workspace, mailboxes, steps, first: int, leads: int, finished: int) -> None:  # noqa: PLR0917
    """Enrolments that went their way in the last two years; a lead may have had several."""
    from leadwright.cadences.models import Enrolment, Touch
    from leadwright.conversations.models import Conversation, Message

    if not finished:
        return
    at = ago("(3 + n % 700) * interval '1 day'")
    lead, box = f"{first} + n % {leads}", f"{mailboxes[0].pk} + n % {len(mailboxes)}"
    went = {"state": "'finished'", "started_at": at, "ended_at": at, "due_at": "NULL", "ended_code": "'finished'"}
    gone = grow(
        Enrolment, finished, lead_id=lead, version_id=str(steps[0].version_id), mailbox_id=box, position="10", **went
    )
    here = {"workspace_id": str(workspace.pk), "lead_id": lead, "mailbox_id": box}
    talk = grow(Conversation, finished, **here, subject="'Your cold chain'", started_at=at)
    mail = grow(
        Message,
        finished,
        **here,
        conversation_id=f"{talk} + n",
        outbound="true",
        automatic="true",
        state="'sent'",
        message_id="'<past' || n || '@large.example>'",
        sender="'rep@large.example'",
        recipient="'p@c.example'",
        at=at,
    )
    for number, step in enumerate(steps[:3]):
        written = {"message_id": f"{mail} + n"} if number == 0 else {}
        touched = {"enrolment_id": f"{gone} + n", "step_id": str(step.pk), "outcome": "'done'"}
        grow(Touch, finished, **touched, at=at, done_at=at, **written)


def grow_talks(workspace, members, mailboxes, first: int, replies: int) -> None:
    """Answers, the newest twenty of each member waiting."""
    from leadwright.conversations.models import Conversation, Message
    from leadwright.inbox.models import Reply

    here, at = {"workspace_id": str(workspace.pk)}, ago("n * interval '3 minutes'")
    lead, box = f"{first} + n * 7", f"{mailboxes[0].pk} + n % {len(members)}"
    talk = grow(Conversation, replies, **here, lead_id=lead, mailbox_id=box, subject="'Your cold chain'", started_at=at)
    same = {**here, "conversation_id": f"{talk} + n", "mailbox_id": box, "lead_id": lead, "text": "'How does it work?'"}
    ours = {"outbound": "true", "state": "'sent'", "message_id": "'<out' || n || '@large.example>'", "at": at}
    grow(Message, replies, **same, **ours, sender="'rep@large.example'", recipient="'p@c.example'", subject="'Hello'")
    theirs = {"outbound": "false", "state": "'received'", "message_id": "'<in' || n || '@c.example>'", "at": at}
    mail = grow(
        Message, replies, **same, **theirs, sender="'p@c.example'", recipient="'rep@large.example'", subject="'Re'"
    )
    grow(
        Reply,
        replies,
        **here,
        message_id=f"{mail} + n",
        lead_id=lead,
        owner_id=f"{members[0].pk} + n % {len(members)}",
        kind="'reply'",
        intent=pick("{meeting,question,objection,not_now,not_interested}", 50),
        words="'How does it work where there is no signal?'",
        evidence="'How does it work'",
        confidence="0.8",
        at=at,
        settled_at=f"CASE WHEN n < {20 * len(members)} THEN NULL ELSE {at} END",
        settled_how=f"CASE WHEN n < {20 * len(members)} THEN '' ELSE 'answered' END",
    )


def grow_story(workspace, members, first: int, leads: int, activities: int) -> None:
    from leadwright.activities.models import Activity

    told = {
        "workspace_id": str(workspace.pk),
        "member_id": f"{members[0].pk} + n % {len(members)}",
        "kind": pick("{email_sent,call,email_sent,linkedin,note,enrolled,email_received}"),
        "summary": "'E-mail sent: Two loads in Rotterdam'",
        "why": "'Step 3 of 10 was due.'",
        "at": ago("n % 700 * interval '1 day' + n % 1400 * interval '1 minute'"),
    }
    grow(Activity, activities, **told, lead_id=f"{first} + n % {leads}", key="'fact:' || n")
    grow(Activity, WORKED, **told, lead_id=str(first), key="'old:' || n")


# ── the machine ──


def pick(words: str, slower: int = 1) -> str:
    """One of the words by the number; `slower` lets many numbers in a row have the same."""
    count = words.count(",") + 1
    return f"('{words}'::text[])[1 + n / {slower} % {count}]"


def ago(span: str) -> str:
    return f"('{NOW.isoformat()}'::timestamptz - {span})"


def grow(model, count: int, **columns: str) -> int:
    """`count` rows with n from 0 on: each column by its SQL expression of n, the others as the model leaves them empty.
    Answers with the primary key of n = 0; the keys follow each other."""
    from django.db import connection

    table = model._meta.db_table
    blank = model()
    given = dict(columns)
    values = []
    for field in model._meta.concrete_fields:
        if field.primary_key or field.column in given:
            continue
        given[field.column] = "%s"
        values.append((field.column, field.get_db_prep_save(getattr(blank, field.attname), connection)))
    by_column = dict(values)
    order = list(given)
    names = ", ".join(f'"{column}"' for column in order)
    each = ", ".join("%s" if column in by_column else given[column].replace("%", "%%") for column in order)
    with connection.cursor() as cursor:
        # Names and expressions are those of this file and of the models; nobody's words are among them.
        cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")  # noqa: S608
        start = cursor.fetchone()[0]
        cursor.execute(
            f"INSERT INTO {table} (id, {names}) SELECT {start} + n, {each} FROM generate_series(0, {count - 1}) n",  # noqa: S608
            [by_column[column] for column in order if column in by_column],
        )
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {start + count})")
    return start


@contextmanager
def bulk_loading():
    """Foreign keys are not checked row by row where the server lets us; then the planner is told what is there."""
    from django.db import connection, transaction
    from django.db.utils import ProgrammingError

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            with transaction.atomic():
                cursor.execute("SET session_replication_role = replica")
        except ProgrammingError:
            pass
        cursor.execute("SET maintenance_work_mem = '256MB'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM (ANALYZE)")
