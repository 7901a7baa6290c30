"""The invariants that rows must keep, as questions of which each answers no row."""

STATE = "SELECT state FROM conversations_message WHERE workspace_id = %s AND message_id = %s"
STATES = "SELECT message_id, state FROM conversations_message WHERE workspace_id = %s AND outbound"
DOUBTFUL = """
    SELECT id FROM conversations_message WHERE workspace_id = %s AND state IN ('claimed', 'committing', 'unknown')
"""
OPT_OUTS = "SELECT id FROM leads_optout WHERE workspace_id = %s"
DOUBTED = """
    SELECT message.message_id FROM activities_activity told
    JOIN conversations_message message ON message.id = (told.detail ->> 'message')::bigint
    WHERE told.workspace_id = %s AND told.detail ->> 'state' = 'unknown'
"""
KEPT = """
    SELECT (SELECT count(*) FROM conversations_message WHERE workspace_id = %(workspace)s AND message_id = %(id)s)
        + (SELECT count(*) FROM inbox_triage WHERE workspace_id = %(workspace)s
           AND position(%(id)s in encode(raw, 'escape')) > 0) AS count
"""
HELD = """
    SELECT enrolment.lead_id FROM cadences_enrolment enrolment
    JOIN leads_lead lead ON lead.id = enrolment.lead_id AND lead.workspace_id = %s
    JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL
    WHERE enrolment.state = 'active'
"""
ASKED = """
    SELECT lead_id AS lead, title, created_at FROM tasks_task WHERE workspace_id = %s AND key ~ '^touch:'
"""
HELD_BY_HAND = """
    SELECT hold.id FROM cadences_hold hold JOIN cadences_enrolment enrolment ON enrolment.id = hold.enrolment_id
    WHERE enrolment.lead_id = %s AND hold.lifted_at IS NULL AND hold.by_id IS NOT NULL
"""
RIDING = "SELECT id FROM cadences_enrolment WHERE lead_id = %s AND state = 'active'"
MINE = "JOIN leads_lead lead ON lead.id = enrolment.lead_id AND lead.workspace_id = %(workspace)s"

# (the invariant, what is wrong, the question)
ALWAYS = [
    (
        "I3",
        "an active enrolment has no date",
        f"SELECT enrolment.id FROM cadences_enrolment enrolment {MINE} WHERE state = 'active' AND due_at IS NULL",
    ),
    (
        "I3",
        "an ended enrolment is due",
        f"SELECT enrolment.id FROM cadences_enrolment enrolment {MINE} WHERE state <> 'active' AND due_at IS NOT NULL",
    ),
    (
        "I3",
        "an ended enrolment has something open",
        f"""SELECT enrolment.id, touch.outcome, task.id, hold.id FROM cadences_enrolment enrolment {MINE}
            LEFT JOIN cadences_touch touch ON touch.enrolment_id = enrolment.id
            LEFT JOIN tasks_task task ON task.id = touch.task_id AND task.closed_at IS NULL
                AND task.kind <> 'settle'
            LEFT JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL
            WHERE enrolment.state <> 'active'
              AND (touch.outcome = 'pending' OR task.id IS NOT NULL OR hold.id IS NOT NULL)""",
    ),
    (
        "I3",
        "a lead is on its way twice",
        f"SELECT lead.id FROM cadences_enrolment enrolment {MINE} WHERE state = 'active' GROUP BY 1 HAVING count(*) > 1",
    ),
    (
        "I3",
        "two steps of one enrolment are under way",
        f"""SELECT enrolment.id FROM cadences_enrolment enrolment {MINE}
            JOIN cadences_touch touch ON touch.enrolment_id = enrolment.id AND touch.outcome = 'pending'
            GROUP BY 1 HAVING count(*) > 1""",
    ),
    (
        "I6",
        "what became of a mail does not stand once in the timeline",
        """SELECT message.id, message.state, count(told.id) FROM conversations_message message
           LEFT JOIN activities_activity told ON told.workspace_id = message.workspace_id
               AND told.lead_id = message.lead_id AND told.kind IN ('email_sent', 'email_not_sent')
               AND told.detail ->> 'message' = message.id::text AND told.detail ->> 'state' = message.state
           WHERE message.workspace_id = %(workspace)s AND message.state IN ('sent', 'failed', 'unknown')
           GROUP BY 1, 2 HAVING count(told.id) <> 1""",
    ),
    (
        "I6",
        "a mail that came in does not stand once in the timeline",
        """SELECT message.id, count(told.id) FROM conversations_message message
           LEFT JOIN activities_activity told ON told.workspace_id = message.workspace_id
               AND told.kind IN ('email_received', 'bounced', 'opted_out')
               AND told.detail ->> 'message' = message.id::text
           WHERE message.workspace_id = %(workspace)s AND message.state = 'received'
           GROUP BY 1 HAVING count(told.id) <> 1""",
    ),
    (
        "I6",
        "a call does not stand once in the timeline",
        """SELECT call.id, count(told.id) FROM conversations_call call
           LEFT JOIN activities_activity told ON told.workspace_id = call.workspace_id AND told.kind = 'call'
               AND told.detail ->> 'call' = call.id::text
           WHERE call.workspace_id = %(workspace)s GROUP BY 1 HAVING count(told.id) <> 1""",
    ),
    (
        "I6",
        "a touch was made and its row does not know by what",
        f"""SELECT touch.id FROM cadences_touch touch
            JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id {MINE}
            JOIN conversations_message message ON message.id = touch.message_id
            WHERE message.state IN ('queued', 'claimed', 'committing') AND touch.outcome = 'done'""",
    ),
    (
        "I6",
        "a step counts as done whose mail was called off",
        f"""SELECT touch.id FROM cadences_touch touch
            JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id {MINE}
            JOIN conversations_message message ON message.id = touch.message_id
            WHERE message.state = 'cancelled' AND touch.outcome = 'done'""",
    ),
    (
        "I14",
        "a step has two open tasks",
        """SELECT lead_id, title, count(*) FROM tasks_task
           WHERE workspace_id = %(workspace)s AND closed_at IS NULL AND key ~ '^(touch|settle):'
           GROUP BY lead_id, title, substring(key from '^[a-z]+:[0-9]+') HAVING count(*) > 1""",
    ),
    (
        "I16",
        "a step was done twice under another number",
        f"""SELECT enrolment.id, coalesce(step.origin_id, step.id) FROM cadences_touch touch
            JOIN cadences_step step ON step.id = touch.step_id
            JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id {MINE}
            GROUP BY 1, 2 HAVING count(*) > 1""",
    ),
    (
        "I16",
        "an enrolment has a touch of another version",
        f"""SELECT touch.id FROM cadences_touch touch
            JOIN cadences_step step ON step.id = touch.step_id
            JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id {MINE}
            WHERE step.version_id <> enrolment.version_id""",
    ),
    (
        "I19",
        "a mail was tried too often",
        "SELECT id FROM conversations_message WHERE workspace_id = %(workspace)s AND attempts > 12",
    ),
]

# What goes by dates that people and workers wrote: not asked where somebody set the clock back.
BY_DATE = [
    (
        "I2",
        "a person was asked to do a step while the cadence stood still",
        f"""SELECT task.id, hold.id FROM tasks_task task
            JOIN cadences_touch touch ON touch.task_id = task.id
            JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id {MINE}
            JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id
            WHERE task.key ~ '^touch:' AND task.created_at > hold.at
              AND (hold.lifted_at IS NULL OR task.created_at < hold.lifted_at)""",
    ),
    (
        "I2",
        "a person was asked to do a step on a channel that they had said no to",
        """SELECT task.id, no.channel FROM tasks_task task
           JOIN leads_lead lead ON lead.id = task.lead_id
           JOIN leads_optout no ON no.workspace_id = task.workspace_id
               AND (no.lead_id = lead.id OR no.address = lead.email)
           WHERE task.workspace_id = %(workspace)s AND task.key ~ '^touch:' AND task.created_at > no.at
             AND no.channel IN ('all', CASE task.kind WHEN 'call' THEN 'phone' ELSE task.kind END)""",
    ),
]

AT_THE_END = [
    (
        "I11",
        "who asked not to be contacted has no opt-out",
        """SELECT reply.id FROM inbox_reply reply
           WHERE reply.workspace_id = %(workspace)s AND reply.kind = 'reply' AND reply.intent = 'opt_out'
             AND NOT EXISTS (SELECT FROM leads_optout no WHERE no.lead_id = reply.lead_id)""",
    ),
    (
        "I9",
        "a follow-up does not stand in the thread of the mail before it",
        f"""SELECT message.id FROM cadences_touch touch
            JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id {MINE}
            JOIN cadences_step step ON step.id = touch.step_id AND NOT step.new_thread
            JOIN conversations_message message ON message.id = touch.message_id AND message.in_reply_to = ''
            WHERE message.state = 'sent' AND EXISTS (
                SELECT FROM cadences_touch before JOIN conversations_message sent ON sent.id = before.message_id
                WHERE before.enrolment_id = enrolment.id AND before.id < touch.id AND sent.state = 'sent'
                  AND before.done_at < touch.at)""",
    ),
    (
        "I16",
        "somebody went the whole way and a step of it was dropped",
        f"""SELECT enrolment.id, step.id FROM cadences_enrolment enrolment {MINE}
            JOIN cadences_step step ON step.version_id = enrolment.version_id
            LEFT JOIN cadences_touch touch ON touch.enrolment_id = enrolment.id AND touch.step_id = step.id
            WHERE enrolment.state = 'finished' AND touch.id IS NULL""",
    ),
    (
        "I17",
        "nobody was asked about a mail in doubt",
        """SELECT told.id FROM activities_activity told
           LEFT JOIN tasks_task task ON task.workspace_id = told.workspace_id
               AND task.key = 'settle:' || (told.detail ->> 'message')
           JOIN conversations_message message ON message.id = (told.detail ->> 'message')::bigint
           WHERE told.workspace_id = %(workspace)s AND told.detail ->> 'state' = 'unknown'
               AND message.state = 'unknown' AND task.id IS NULL""",
    ),
    (
        "I12",
        "a row speaks of another workspace",
        """SELECT 'message', message.id FROM conversations_message message JOIN leads_lead lead ON lead.id = lead_id
           JOIN channels_mailbox box ON box.id = message.mailbox_id
           JOIN conversations_conversation thread ON thread.id = message.conversation_id
           WHERE message.workspace_id = %(workspace)s
             AND (lead.workspace_id, box.workspace_id, thread.workspace_id, thread.lead_id)
                 <> (message.workspace_id, message.workspace_id, message.workspace_id, lead.id)
           UNION ALL
           SELECT 'task', task.id FROM tasks_task task JOIN leads_lead lead ON lead.id = task.lead_id
           JOIN team_member owner ON owner.id = task.owner_id
           WHERE task.workspace_id = %(workspace)s
             AND (lead.workspace_id, owner.workspace_id) <> (task.workspace_id, task.workspace_id)
           UNION ALL
           SELECT 'fact', told.id FROM activities_activity told JOIN leads_lead lead ON lead.id = told.lead_id
           WHERE told.workspace_id = %(workspace)s AND lead.workspace_id <> told.workspace_id""",
    ),
    (
        "I12",
        "the neighbour's rows have changed",
        """SELECT 'lead', id FROM leads_lead WHERE workspace_id = %(neighbour)s AND status <> 'ready'
           UNION ALL SELECT 'fact', id FROM activities_activity WHERE workspace_id = %(neighbour)s
           UNION ALL SELECT 'message', id FROM conversations_message WHERE workspace_id = %(neighbour)s
           UNION ALL SELECT 'no', id FROM leads_optout WHERE workspace_id = %(neighbour)s
           UNION ALL SELECT 'task', id FROM tasks_task WHERE workspace_id = %(neighbour)s""",
    ),
    (
        "I7",
        "what the cadence counts is not what the ledger tells",
        f"""SELECT counted.ended, told.ended FROM
            (SELECT count(*) AS ended FROM cadences_enrolment enrolment {MINE} WHERE state <> 'active') counted,
            (SELECT count(DISTINCT key) AS ended FROM activities_activity WHERE workspace_id = %(workspace)s
                AND kind = 'stopped') told
            WHERE counted.ended <> told.ended""",
    ),
]

# Only of a world that was played until nothing was due any more.
ENDED = [
    (
        "I3",
        "an enrolment did not come to its end",
        f"SELECT enrolment.id, due_at, due_why FROM cadences_enrolment enrolment {MINE} WHERE state = 'active'",
    ),
    (
        "I3",
        "a mail was left on its way",
        """SELECT id, state, failure FROM conversations_message WHERE workspace_id = %(workspace)s
           AND state IN ('queued', 'claimed', 'committing')""",
    ),
]
