"""The verbs of a verdict. A person decides; each decision says why, stops what was under way, and can be taken back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.cadences.stopping import stop_all
from leadwright.inbox.models import Reply
from leadwright.leads.locking import lock
from leadwright.leads.models import Channel, Lead, OptOut, Status
from leadwright.qualification import levels
from leadwright.qualification.criteria import criteria_of
from leadwright.qualification.models import Criterion, Evidence, Verdict
from leadwright.qualification.standing import status_of
from leadwright.tasks.models import Task
from leadwright.team.models import Member

BY_VERDICT = "verdict"  # Reply.settled_how
NO_RULE = ("", "", "")
STILL_ASKED = {"settle"}  # kinds of task that a verdict leaves open


class CannotJudge(Exception):
    """A decision that is not to be had; the sentence says why and what to do instead."""


class NotShown(CannotJudge):
    """`criteria` are those that are not shown yet, each with its question."""

    def __init__(self, criteria: list[Criterion]):
        self.criteria = criteria
        names = ", ".join(criterion.name.lower() for criterion in criteria)
        super().__init__(_("Not shown yet: %(names)s. A hint is not enough.") % {"names": names})


def add_evidence(
    lead: Lead,
    *,
    criterion: Criterion,
    text: str,
    source: str,
    strength: str,
    origin: str = "",
    by: Member | None,
    now: datetime,
) -> Evidence:
    """Keep what shows, hints at, or speaks against a criterion, with its source. The same piece stands once."""
    with transaction.atomic():
        lock(lead)
        same = {"text": text.strip()[:500], "source": source.strip()[:300], "strength": strength}
        piece = Evidence.objects.standing().filter(lead=lead, criterion=criterion, **same).first()
        if piece is None:
            piece = Evidence.objects.create(lead=lead, criterion=criterion, **same, origin=origin[:60], by=by, at=now)
            record(
                Kind.EVIDENCE,
                workspace_id=lead.workspace_id,
                lead=lead,
                member=by,
                key=f"evidence:{piece.pk}",
                summary=_("%(criterion)s: %(text)s") % {"criterion": criterion.name, "text": piece.text},
                why=_("%(strength)s, from: %(source)s")
                % {"strength": piece.get_strength_display(), "source": piece.source},
                at=now,
            )
    return piece


def strike_out(piece: Evidence, *, by: Member, now: datetime) -> None:
    """Evidence is not deleted: it no longer counts, and the timeline says who struck it out."""
    if not Evidence.objects.standing().filter(pk=piece.pk).update(struck_out_at=now):
        return
    piece.struck_out_at = now
    record(
        Kind.EVIDENCE,
        workspace_id=piece.lead.workspace_id,
        lead=piece.lead,
        member=by,
        key=f"evidence:{piece.pk}:struck_out",
        summary=_("Struck out: %(text)s") % {"text": piece.text},
        at=now,
    )


def not_shown(lead: Lead) -> list[Criterion]:
    """What keeps this lead from being qualified, in order."""
    criteria = criteria_of(lead.workspace)
    found: dict[str, list[str]] = {}
    for code, strength in (
        Evidence.objects.standing().filter(lead=lead).values_list("criterion__code", "strength").order_by("pk")
    ):
        found.setdefault(code, []).append(strength)
    lacking = levels.missing(levels.standings([criterion.code for criterion in criteria], found))
    return [criterion for criterion in criteria if criterion.code in lacking]


def qualify(lead: Lead, *, by: Member | None, note: str = "", now: datetime) -> Verdict:
    """Every criterion is shown, and a person says so. Raises `NotShown`; twice is once."""
    with transaction.atomic():
        row = locked(lead)
        standing = Verdict.objects.standing_for(lead)
        if standing and standing.decision == Verdict.Decision.QUALIFIED:
            return standing
        if OptOut.objects.covering(row, Channel.ALL).exists():
            raise CannotJudge(_("This person asked not to be contacted any more: nobody is handed a no."))
        if lacking := not_shown(row):
            raise NotShown(lacking)
        return _decide(
            lead,
            Verdict(decision=Verdict.Decision.QUALIFIED, note=note),
            status=Status.QUALIFIED,
            why=_("All criteria are shown."),
            by=by,
            now=now,
        )


def disqualify(
    lead: Lead,
    *,
    reason: str,
    by: Member | None,
    note: str = "",
    revisit_on: date | None = None,
    rule: tuple[str, str, str] = NO_RULE,
    now: datetime,
) -> Verdict:
    """Scrapped with a reason, not deleted. With a date the lead comes back by itself on that day (M9); with a rule
    (column, test, value) once it is so, for instance when they have grown past ten people."""
    label = Verdict.Reason(reason).label
    with transaction.atomic():
        _refuse_once_taken_up(locked(lead))
        standing = Verdict.objects.standing_for(lead)
        wanted = Verdict(decision=Verdict.Decision.DISQUALIFIED, reason=reason, note=note, revisit_on=revisit_on)
        wanted.revisit_column, wanted.revisit_test, wanted.revisit_value = rule
        if _same(standing, wanted):
            return standing
        return _decide(
            lead,
            wanted,
            status=Status.WAITING if wanted.comes_back else Status.DISQUALIFIED,
            why=str(label),
            by=by,
            now=now,
        )


def not_yet(
    lead: Lead,
    *,
    by: Member | None,
    revisit_on: date | None = None,
    rule: tuple[str, str, str] = NO_RULE,
    note: str = "",
    deal_lost: bool = False,
    now: datetime,
) -> Verdict:
    """The need may come later: the lead waits for a date, or until something is so. `deal_lost` frees a lead that an AE
    had accepted."""
    with transaction.atomic():
        locked(lead)
        if not deal_lost:
            _refuse_once_taken_up(lead)
        standing = Verdict.objects.standing_for(lead)
        wanted = Verdict(decision=Verdict.Decision.NOT_YET, note=note, revisit_on=revisit_on)
        wanted.revisit_column, wanted.revisit_test, wanted.revisit_value = rule
        if _same(standing, wanted):
            return standing
        return _decide(
            lead,
            wanted,
            status=Status.WAITING,
            why=_("The need may come later."),
            by=by,
            now=now,
        )


def withdraw(verdict: Verdict, by: Member | None, now: datetime, *, returned: bool = False) -> None:
    """Take a verdict back: what it settled and dropped opens again, and the lead stands where its rows put it.

    A cadence that the verdict stopped stays stopped: the lead is ready to be enrolled again, by a person.
    `returned` where an AE gave the lead back: it needs another verdict, and is not contacted from the start again.
    """
    with transaction.atomic():
        lead = locked(verdict.lead)
        verdict.refresh_from_db()
        if verdict.withdrawn_at:
            return
        if verdict.taken_up_at:
            raise CannotJudge(_("The AE has accepted this lead. Move the deal to lost instead."))
        verdict.withdrawn_at = now
        verdict.returned_at = now if returned else None
        verdict.save(update_fields=["withdrawn_at", "returned_at"])
        if returned:
            mark(verdict.lead, status_of(lead))
            return  # what it settled stays settled; the hand-off tells the timeline and asks the SDR
        Reply.objects.filter(lead=lead, settled_at=verdict.at, settled_how=BY_VERDICT).update(
            settled_at=None, settled_by=None, settled_how=""
        )
        for task in Task.objects.filter(lead=lead, closed_at=verdict.at, outcome=Task.Outcome.DROPPED):
            task.reopen(by=by, now=now)
        mark(verdict.lead, status_of(lead))
        record(
            Kind.VERDICT,
            workspace_id=lead.workspace_id,
            lead=lead,
            member=by,
            key=f"verdict:{verdict.pk}:withdrawn",
            summary=_("Taken back: %(verdict)s") % {"verdict": verdict.get_decision_display()},
            at=now,
        )


def _decide(lead: Lead, verdict: Verdict, *, status: Status, why: str, by: Member | None, now: datetime) -> Verdict:
    """Write the verdict, end what was under way for the lead, settle its open replies, keep its standing."""
    verdict.lead, verdict.by, verdict.at = lead, by, now
    verdict.save(force_insert=True)
    name = verdict.get_decision_display()
    stop_all(lead, code=verdict.decision, why=f"{name}: {why}", by=by, now=now)
    Reply.objects.filter(lead=lead, settled_at=None).update(settled_at=now, settled_by=by, settled_how=BY_VERDICT)
    for task in Task.objects.open().filter(lead=lead).exclude(kind__in=STILL_ASKED):
        task.close(by=by, outcome=Task.Outcome.DROPPED, note=name, now=now)
    mark(lead, status)
    summary = f"{name}: {why}"
    if verdict.comes_back:
        said = f"{name}: {why.rstrip('.')}."
        on = [formats.date_format(verdict.revisit_on, "j M Y")] if verdict.revisit_on else []
        when = [_("when %(rule)s") % {"rule": verdict.rule_words}] if verdict.rule_words else []
        summary = _("%(said)s Comes back: %(when)s.") % {"said": said, "when": ", ".join([*on, *when])}
    record(
        Kind.VERDICT,
        workspace_id=lead.workspace_id,
        lead=lead,
        member=by,
        key=f"verdict:{verdict.pk}",
        summary=summary,
        why=verdict.note,
        at=now,
    )
    return verdict


def locked(lead: Lead) -> Lead:
    """One judgement of a lead at a time."""
    return Lead.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=lead.pk)


def mark(lead: Lead, status: Status) -> None:
    """Also when the caller's copy is stale: the row decides, not the copy."""
    Lead.objects.filter(pk=lead.pk).exclude(status=status).update(status=status)
    lead.status = status


def _refuse_once_taken_up(lead: Lead) -> None:
    standing = Verdict.objects.standing_for(lead)
    if standing and standing.taken_up_at:
        raise CannotJudge(_("The AE has accepted this lead. Move the deal to lost instead."))


def _same(standing: Verdict | None, wanted: Verdict) -> bool:
    return standing is not None and _terms(standing) == _terms(wanted)


def _terms(verdict: Verdict) -> tuple:
    rule = (verdict.revisit_column, verdict.revisit_test, verdict.revisit_value)
    return (verdict.decision, verdict.reason, verdict.revisit_on, rule)
