"""Mutants of the engine: each is a small mistake that somebody could make. What checks must find it, or it proves
nothing (`python -m worlds.mutants`, worlds/hunt.py). The text before must stand in the source exactly once; where it does not, the hunt fails."""

from dataclasses import dataclass

POINT, SENDING, RHYTHM = "conversations/point.py", "conversations/sending.py", "conversations/rhythm.py"
PACING, SMTP, LEASES = "channels/pacing.py", "channels/email/smtp.py", "kit/leases.py"
PLANNER, ENGINE, TOUCHING = "cadences/planner.py", "cadences/engine.py", "cadences/touching.py"
STOPPING, GUARDS, HOURS = "cadences/stopping.py", "cadences/guards.py", "cadences/hours.py"
DOUBTS, VERSIONS = "cadences/doubts.py", "cadences/versions.py"
ADMITTING = "cadences/admitting.py"
NOES = "leads/models/noes.py"
RECEIVING, EFFECTS = "inbox/receiving.py", "inbox/effects.py"


@dataclass(frozen=True)
class Mutant:
    """`changes`: file, text before, text after. `rule`: the invariant that it breaks. `covered_by`: of one that another
    defence makes harmless, or that worlds seldom meet, the unit test that finds it all the same. `aim`: the scenario that is played first."""

    name: str
    rule: str
    changes: tuple[tuple[str, str, str], ...]
    covered_by: str = ""
    aim: str = ""


def mutant(name: str, rule: str, *change: str, covered_by: str = "", aim: str = "") -> Mutant:
    """One with changes in one file, or in several: file, before, after, file, before, after ..."""
    return Mutant(name, rule, tuple(zip(change[::3], change[1::3], change[2::3], strict=True)), covered_by, aim)


FENCE = "WHERE id = ANY(%(messages)s) AND state = 'claimed' AND lease_by = %(token)s\n            AND (lease_until > %(moment)s) IS TRUE"
NO_FENCE = "WHERE id = ANY(%(messages)s) AND %(token)s <> '' AND %(moment)s IS NOT NULL"
LOCKS = "FOR SHARE OF workspace, mailbox"
CLAIM = '.select_for_update(skip_locked=True, of=("self",))[:batch]'

MUTANTS = [
    # The point of no return
    mutant("handed over first, stored after", "I17", SMTP, "agreed = commit()", "agreed = True", SMTP,
           "        return self._hand_over(body)\n", "        taken = self._hand_over(body)\n        commit()\n        return taken\n", aim="first mail"),
    mutant("no fence at the point", "I17", POINT, FENCE, NO_FENCE, aim="stall past the lease"),
    mutant("claim without a lock, no fence", "I1", LEASES, CLAIM, "[:batch]", POINT, FENCE, NO_FENCE, aim="two workers"),
    mutant("lead not locked at the point", "I2", POINT, "ORDER BY lead.id FOR UPDATE OF lead", "ORDER BY lead.id", aim="opt-out at the commit"),
    mutant("company not locked at the point", "I18", POINT, LOCKS, "FOR SHARE OF mailbox", aim="company stopped at the commit"),
    mutant("mailbox not locked at the point", "I18", POINT, LOCKS, "FOR SHARE OF workspace", aim="mailbox stopped at the commit"),
    mutant("a no of an address does not wait for the mail", "I2", NOES, "            if unnamed:\n", "            if False:\n",
           aim="address says no at the commit"),
    mutant("no last look", "I2", POINT, "            if why_not:\n", "            if False:\n", aim="opt-out at the last look"),
    mutant("who stopped the sending is not asked", "I18", POINT,
           "if standing.sending_stopped_at or standing.mailbox_stopped_at:", "if False:", aim="mailbox stopped"),
    mutant("mail leaves an unread mailbox", "I18", POINT, "return message.automatic and unread", "return False", SENDING,
           "Q(mailbox__read_at__gte=now - FRESH)", "Q(mailbox__read_at__isnull=False)", aim="mailbox not read"),
    # The record, and what is in doubt
    mutant("a doubtful mail is sent again", "I1", SENDING,
           'not_known(message, _("no_answer: the worker stopped before the server\'s answer was noted."), now)',
           'Message.objects.filter(pk=message.pk).update(state=State.QUEUED, lease_until=None, lease_by="")', aim="reclaim after lease"),
    mutant("a lost answer counts as a refusal", "I1", SENDING, "        if failure.ambiguous:\n", "        if False:\n", aim="lost answer after the dot"),
    mutant("sent without a line in the ledger", "I6", POINT, "ON mine.id = (", "ON false AND mine.id = (", aim="first mail"),
    mutant("given up without a line in the ledger", "I6", POINT,
           "message.state, message.failure = state, words[:300]\n            tell(message, now)",
           "message.state, message.failure = state, words[:300]", aim="address refused"),
    mutant("claimed mails of the dead stay claimed", "I3", SENDING, "expired.filter(state=State.CLAIMED)",
           'expired.filter(state="nothing")', aim="first mail"),
    mutant("handed-over mails of the dead stay so", "I3", SENDING, "expired.filter(state=State.COMMITTING)",
           'expired.filter(state="nothing")', aim="reclaim after lease"),
    mutant("nobody is asked about a doubt", "I17", DOUBTS, "Task.objects.bulk_create(questions, ignore_conflicts=True)",
           "pass", aim="doubt is settled"),
    mutant("each look asks about a doubt anew", "I14", DOUBTS, "key=key_of(message.pk),",
           'key=f"{key_of(message.pk)}:{now.isoformat()}",', aim="doubt is settled"),
    mutant("a doubt makes the planner write again", "I1", PLANNER,
           'case "unknown" if now >= at + DOUBT or touch.task:\n            return Settle(step, DONE, at, "Delivery not confirmed: counted as sent, never sent again.")\n        case "unknown":\n            return Doubt(step, at + DOUBT, "It is not known whether the last mail was sent; a person is asked.")\n',
           'case "unknown":\n            return None\n', aim="lost answer after the dot"),
    mutant("tried without end", "I19", SENDING, "if failure.permanent or attempts >= MOST_ATTEMPTS:",
           "if failure.permanent:", aim="server busy for good"),
    # Pace
    mutant("a mail that leaves is not counted", "I5", SENDING, "self.rhythm.beat(message.recipient, self.now)", "pass"),
    mutant("two workers send from one mailbox", "I5", SENDING,
           'return run(TAKE_MAILBOX, {"key": MAILBOX_LOCK, "mailbox": pk % 2**31})[0][0]', "return True", aim="two workers"),
    mutant("the pace is not asked", "I5", SENDING, "if message.automatic and self.rhythm.next_slot() > self.now:",
           "if False:"),
    mutant("the limit to a domain is not asked", "I5", SENDING, "if message.automatic and self.domain_is_full(message):",
           "if False:"),
    mutant("a day of twelve hours", "I5", RHYTHM, "at__gt=now - DAY)", "at__gt=now - DAY / 2)", covered_by="tests/conversations/test_pace.py"),
    mutant("one mail too many a day", "I5", PACING, "if len(times) >= limit:", "if len(times) > limit:"),
    mutant("no gap between two mails", "I5", PACING,
           "timedelta(seconds=gap_seconds + jitter(times[-1], jitter_seconds))", "timedelta(0)"),
    mutant("no limit an hour", "I5", PACING, "if 0 < hour_limit <= len(times):", "if False:", covered_by="tests/channels/test_pacing.py"),
    # The last look
    mutant("the last look sees no opt-out", "I2", GUARDS, "    if seen.opted_out:\n", "    if False:\n", aim="opt-out at the last look"),
    mutant("the last look sees no end", "I2", GUARDS, "    if seen.state != Enrolment.State.ACTIVE:\n", "    if False:\n", aim="stopped in flight"),
    mutant("the last look sees no hold", "I2", GUARDS, "    if seen.held is not None:\n", "    if False:\n", aim="held in flight"),
    mutant("the last look does not see the hours", "I4", GUARDS, "    if home and not is_open(", "    if False and not is_open("),
    mutant("a no of the address does not count", "I2", GUARDS,
           "AND (no.lead_id = mail.lead OR no.address IN (mail.recipient, nullif(mail.email, ''))",
           "AND (no.lead_id = mail.lead", covered_by="tests/cadences/test_guards.py"),
    # Hours
    mutant("hours of UTC for everybody", "I4", HOURS, "datetime.combine(day, clock, tzinfo=where.clock).astimezone(UTC)",
           "datetime.combine(day, clock, tzinfo=UTC)"),
    mutant("no public holidays", "I4", HOURS, "return frozenset(holidays.country_holidays(country, years=year))",
           "return frozenset()"),
    mutant("Saturday and Sunday everywhere", "I4", HOURS, "return frozenset(holidays.country_holidays(country).weekend)",
           "return frozenset({5, 6})", covered_by="tests/cadences/test_hours.py"),
    # The planner
    mutant("a hold is not seen", "I2", PLANNER, "return next((hold for hold in snapshot.holds if hold.over_at is None), None)",
           "return None", covered_by="tests/cadences/test_planner.py"),
    mutant("steps are planned outside the hours", "I4", PLANNER, "    if not may_go(step, now, snapshot):\n", "    if False:\n"),
    mutant("an end is not seen", "I2", PLANNER, "    if ended := end_of(snapshot):\n", "    if ended := None:\n"),
    mutant("a no to one channel is not seen", "I2", PLANNER, "    if channel in snapshot.opted_out:\n", "    if False:\n", aim="no to one channel"),
    mutant("a step is done again", "I1", PLANNER, "if step.id not in touched and (", "if step.id and (", aim="follow-up in the same thread"),
    mutant("a mail that was called off counts as done", "I6", PLANNER,
           '        case "cancelled" | "":\n            return None\n',
           '        case "cancelled" | "":\n            return Settle(step, DONE, at, "")\n', aim="held with mail in the queue"),
    mutant("a sent mail counts as left out", "I3", PLANNER, '        case "sent":\n            return Settle(step, DONE, at, "")',
           '        case "sent":\n            return Settle(step, PASSED_OVER, at, "")', covered_by="tests/cadences/test_planner.py"),
    mutant("patience has no end", "I3", PLANNER, "    if now >= until:\n        days = touch.step.patience_days\n",
           "    if False:\n        days = touch.step.patience_days\n", covered_by="tests/cadences/test_planner.py"),
    # The engine
    mutant("what a round has drafted is not stored", "I3", ENGINE,
           "    batch.drafts.store()\n    going_on", "    going_on", aim="first mail"),
    mutant("planned under the lock, written after it", "I10", ENGINE,
           "            taken = lock(due, size)\n            advance_all(taken, now)\n",
           "            taken = lock(due, size)\n        advance_all(taken, now)\n", aim="two workers"),
    mutant("a hold that is over is not lifted", "I3", ENGINE, "    lift_what_is_over(enrolment, batch, now)\n", "", covered_by="tests/cadences/test_engine.py"),
    mutant("looked at again and again", "I19", ENGINE, "= max(until, now + SOON), why[:300]", "= now, why[:300]", aim="first mail"),
    mutant("a follow-up begins a thread of its own", "I9", TOUCHING,
           "parent = None if step.new_thread else last_mail(batch.touches[enrolment.pk])", "parent = None", aim="follow-up in the same thread"),
    # Stopping
    mutant("an end takes nothing back", "I3", STOPPING,
           "WHERE state = '{Message.State.QUEUED}' AND id IN (\n", "WHERE state = 'nothing' AND id IN (\n", covered_by="tests/cadences/test_engine.py"),
    mutant("an end leaves the hold", "I3", STOPPING,
           "lifted_at = %(now)s WHERE enrolment_id = %(enrolment)s AND lifted_at IS NULL", "lifted_at = %(now)s WHERE false",
           aim="held then stopped"),
    mutant("an ended enrolment stays due", "I3", STOPPING, "ended_at = %(now)s, due_at = NULL, due_why = ''",
           "ended_at = %(now)s, due_why = ''", aim="stopped by hand"),
    mutant("who stops does not wait for the mail", "I2", STOPPING, "    lock(lead)\n    return", "    return",
           covered_by="tests/cadences/test_locked_rows.py"),
    mutant("an end is not told", "I7", STOPPING, "        Kind.STOPPED,\n", "        Kind.NOTE,\n", aim="stopped by hand"),
    # Enrolling and changing
    mutant("enrolled though on the way", "I3", ADMITTING, "        if lead.pk in self.active:\n", "        if False:\n", aim="enrolled by two"),
    mutant("a change forgets what was done", "I16", VERSIONS, "        touched[enrolment].add(tuple(of))\n", "        pass\n", aim="edit of a live cadence"),
    # Mail that comes in
    mutant("mail that came twice is read twice", "I9", RECEIVING,
           "if not before.outbound and before.text == storable(parsed.text):", "if False:", covered_by="tests/inbox/test_receiving.py"),
    mutant("the place is kept before the mail", "I9", RECEIVING,
           "        receive_all(mailbox, [arrived.raw for arrived in held], now=now, standing=standing)\n        mailbox.keep(*held)\n",
           "        mailbox.keep(*held)\n        receive_all(mailbox, [arrived.raw for arrived in held], now=now, standing=standing)\n", aim="reply is read"),
    mutant("mail is stored in one transaction and read in another", "I6", RECEIVING,
           "        effects.apply(reply, hard=", "    with transaction.atomic():\n        effects.apply(reply, hard=", aim="reply is read"),
    mutant("a no by mail is not kept", "I11", EFFECTS, "    opt_out(\n        lead,", "    (lambda *a, **k: None)(\n        lead,", aim="opt-out by mail"),
    mutant("who is away is written to", "I2", EFFECTS,
           '    hold_all(reply.lead, code="out_of_office", reason=reason, until=until, active=active, now=now)\n', "", aim="out of office"),
]  # fmt: skip

if __name__ == "__main__":
    from worlds.hunt import main

    main()
