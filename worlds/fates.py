"""What became of each lead must have its cause in what was done to it: nobody is left out in silence.

Of a world in which everything is refused every invariant of rows holds. So the leads to whom nothing was done and
whose mail no server refused must have got each mail of their cadence and have gone its whole way; and no more mails
failed for good than the mail server refused, than went unanswered through all tries, and than people said were unsent.
"""

# One row for each lead and e-mail step of its last enrolment.
FATES = """
    SELECT lead.id AS lead, lead.email, enrolment.state, enrolment.ended_code AS code, step.name AS step,
        message.message_id, message.state AS mail,
        EXISTS (SELECT FROM conversations_message bad WHERE bad.lead_id = lead.id AND bad.state = 'failed') AS refused,
        EXISTS (SELECT FROM cadences_touch made WHERE made.enrolment_id = enrolment.id AND made.outcome = 'done') AS any
    FROM leads_lead lead
    LEFT JOIN LATERAL (
        SELECT * FROM cadences_enrolment each WHERE each.lead_id = lead.id ORDER BY each.id DESC LIMIT 1
    ) enrolment ON true
    LEFT JOIN cadences_step step ON step.version_id = enrolment.version_id AND step.kind = 'email'
    LEFT JOIN cadences_touch touch ON touch.enrolment_id = enrolment.id AND touch.step_id = step.id
    LEFT JOIN conversations_message message ON message.id = touch.message_id
    WHERE lead.workspace_id = %s
"""
FAILED = """
    SELECT count(*) FILTER (WHERE attempts < 12) AS early, coalesce(max(attempts), 0) AS most FROM conversations_message
    WHERE workspace_id = %s AND state = 'failed'
"""


def without_cause(judge) -> None:
    """Judge a world that was played to its end."""
    world = judge.world
    taken = {each.message_id for each in world.post.taken} | judge.settled
    for row in judge.ask(FATES, [world.house.workspace.pk]):
        if row.lead in world.met or row.refused:
            continue
        if row.state is None:
            judge.wrong("I3", f"{row.email} was never enrolled, and nothing stood against it")
        elif row.state != "finished" or (row.code == "left_out" and row.any):
            judge.wrong("I3", f"{row.email} ended as {row.code}, and nothing was done to them")
        elif row.step and row.mail != "unknown" and row.message_id not in taken:
            judge.wrong("I3", f"{row.email} went the whole way and never got {row.step}")


def failed_without_cause(judge) -> None:
    """At any time: a mail is given up because the server said no for good, or after the last try."""
    world = judge.world
    [row] = judge.ask(FAILED, [world.house.workspace.pk])
    may = world.post.refusals + len(judge.unsent)
    if row.early > may:
        judge.wrong("I6", f"{row.early} mails failed where the server refused {may}")
    if row.most > world.post.troubles:
        judge.wrong(
            "I6", f"a mail failed after {row.most} tries where the server made trouble {world.post.troubles} times"
        )


def vacuous(worlds: int, sums: dict) -> str:
    """What a run of so many worlds must have met and has not; "" where it met all of it."""
    wanted = ["sends"] if worlds < MANY else ["sends", "replies", "stops", "crashes", "unknowns"]
    missing = [what for what in wanted if not sums.get(what)]
    return f"{worlds} worlds proved nothing: no {' and no '.join(missing)}" if missing else ""


MANY = 40  # worlds in which each of these is met
