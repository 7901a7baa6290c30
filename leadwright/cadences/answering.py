"""What an answer does to cadences: of the person themselves, of somebody else in their thread, of a colleague at the
same company. The ruleset of each cadence says it (models/ruleset.py)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.cadences.hours import add_working_days, day_of, start_of
from leadwright.cadences.models import Echo, Enrolment, Ruleset
from leadwright.cadences.rules import ruleset_of
from leadwright.cadences.snapshots import place_of
from leadwright.cadences.stopping import end, hold, lock_active
from leadwright.kit.statements import run
from leadwright.leads.models import Lead

COMPANY = "company_answered"
OTHER = "other_answered"
ENDED_BY_OTHER = "answered"
HEARD = "INSERT INTO cadences_echo (lead_id, at) VALUES (%(lead)s, %(now)s) ON CONFLICT DO NOTHING"


def answered(
    lead: Lead, *, themselves: bool, why: str, active: Sequence[Enrolment] | None = None, now: datetime
) -> bool:
    """They, or somebody else in the thread, answered. False where every cadence of theirs goes on or stands still, so
    that the lead stays in contact. Their colleagues are looked at in the next turn (`spread`). `active`: what
    is on its way of theirs, where the caller holds it locked already."""
    with transaction.atomic(savepoint=False):
        active = lock_active(lead) if active is None else active
        ended = [take(enrolment, themselves, why, now) for enrolment in active]
        if lead.account_id:
            run(HEARD, {"lead": lead.pk, "now": now})
    return all(ended)


def take(enrolment: Enrolment, themselves: bool, why: str, now: datetime) -> bool:
    """What the ruleset of its cadence has it do. True where that ended it."""
    rules = ruleset_of(enrolment.version.cadence)
    does = rules.on_reply if themselves else rules.on_others_reply
    if does == Ruleset.OnReply.STOP:
        end(enrolment, code="answered", why=why, now=now)
        return True
    if does == Ruleset.OnReply.GO_ON:
        enrolment.due_at = now
        enrolment.save(update_fields=["due_at"])
        return False
    until = days_on(enrolment, rules.reply_hold_days, now)
    hold(enrolment, code=OTHER, reason=why, until=until, by=None, now=now, ends=ENDED_BY_OTHER)
    return False


def spread(now: datetime, most: int = 50) -> int:
    """Look at the colleagues of everybody who answered: how many cadences were put off, held or ended. Each echo in a
    transaction of its own, the leads in one order, so that two workers never wait for each other."""
    done = 0
    for pk in list(Echo.objects.order_by("pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            echo = Echo.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if echo is not None:
                done += sum(reach(colleague, echo.lead, now) for colleague in colleagues(echo.lead))
                echo.delete()
    return done


def colleagues(lead: Lead) -> list[Lead]:
    """People of the same company who are on a cadence. A free-mail domain makes no company (accounts/models.py)."""
    on_their_way = Enrolment.objects.active().filter(lead__account=lead.account_id).exclude(lead=lead)
    found = Lead.objects.filter(pk__in=on_their_way.values("lead"), workspace_id=lead.workspace_id)
    return list(found.select_related("account", "workspace").order_by("pk"))


def reach(colleague: Lead, who: Lead, now: datetime) -> int:
    reason = _("%(who)s of the same company answered.") % {"who": who.name}
    return sum(echo_in(enrolment, reason, now) for enrolment in lock_active(colleague))


def echo_in(enrolment: Enrolment, reason: str, now: datetime) -> bool:
    """What a colleague's answer does to this one; whose it was stands in the reason. False where it is nothing."""
    rules = ruleset_of(enrolment.version.cadence)
    match rules.on_company:
        case Ruleset.OnCompany.STOP:
            end(enrolment, code=COMPANY, why=reason, now=now)
            return True
        case Ruleset.OnCompany.HOLD:
            return hold(enrolment, code=COMPANY, reason=reason, until=None, by=None, now=now)
        case Ruleset.OnCompany.DELAY:
            until = days_on(enrolment, rules.company_days, now)
            return hold(enrolment, code=COMPANY, reason=reason, until=until, by=None, now=now)
    return False


def days_on(enrolment: Enrolment, days: int, now: datetime) -> datetime:
    """The morning so many working days later, where they live."""
    where = place_of(enrolment)
    return start_of(add_working_days(day_of(now, where), max(days, 1), where.country), where)
