"""Two leads who are one person become one, and two again where that was wrong.

What refers to the one that goes is found by asking the models, so that a room above needs no word here: its rows
follow. Nothing is thrown away: the union of what happened, the strictest no, what was known of either. `Merge` keeps
what is needed for the way back.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from leadwright.kit.statements import run
from leadwright.leads import ledger, measuring
from leadwright.leads.deciding import FIELDS
from leadwright.leads.models import Channel, Lead, Merge, OptOut, OtherAddress, Status
from leadwright.team.models import Member

FILLED = [*(name for name in FIELDS if name != "email"), "account_id", "list_id", "owner_id"]
# Of two standings the further one counts.
FURTHER = [
    *(Status.NEW, Status.READY, Status.FINISHED, Status.BOUNCED, Status.WORKING, Status.WAITING, Status.ANSWERED),
    *(Status.DISQUALIFIED, Status.QUALIFIED, Status.OPTED_OUT),
]
KEPT = [*FIELDS, "account_id", "list_id", "owner_id", "motion", "status", "custom", "tags"]


# One at a time in a company, and none beside a batch of an import (`writing`): an address belongs to one lead.
MERGES = "SELECT pg_advisory_xact_lock(19544, %(workspace)s::int)"


class NotMerged(Exception):
    """Why two leads stay two, or one stays one; the sentence is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def merge(kept: Lead, gone: Lead, *, by: Member | None, why: str = "", now: datetime) -> Merge:
    """Make `gone` part of `kept`. What may stand once only (an active enrolment, an open hand-off) must have been
    settled by the caller. Raises NotMerged, then nothing has changed."""
    if kept.pk == gone.pk or kept.workspace_id != gone.workspace_id:
        raise NotMerged(_("These are not two leads of one company."))
    try:
        with transaction.atomic():
            run(MERGES, {"workspace": kept.workspace_id})
            kept, gone = locked(kept.pk, gone.pk)
            made = Merge.objects.create(
                workspace=kept.workspace, kept=kept, gone_id=gone.pk, gone=values_of(gone), by=by, at=now
            )
            made.noes = strictest(kept, gone)
            made.moved, made.replaced = move_rows(gone, kept)
            made.filled = fill(kept, gone)
            Lead.objects.filter(pk=gone.pk).delete()
            take_address(kept, gone.email)
            measuring.follow([kept.pk])
            made.save(update_fields=["noes", "moved", "replaced", "filled"])
            what = _("%(name)s became part of this lead") % {"name": gone.name}
            ledger.tell(kept.workspace, [fact(kept, f"merge:{made.pk}", what, why, by=by, now=now)])
    except IntegrityError:
        raise NotMerged(_("Both have something open that one lead has once only. End one of the two first.")) from None
    return made


def locked(kept: int, gone: int) -> tuple[Lead, Lead]:
    """Both, held in one order. Nothing can come to refer to them until the transaction ends."""
    rows = Lead.objects.select_for_update(of=["self"]).filter(pk__in=[kept, gone]).select_related("workspace")
    found = {lead.pk: lead for lead in rows.order_by("pk")}
    if len(found) < 2:
        raise NotMerged(_("One of the two is no longer here."))
    return found[kept], found[gone]


def strictest(kept: Lead, gone: Lead) -> list[int]:
    """What was said no to for the one counts for both: the noes that were written for that."""
    noes = OptOut.objects.filter(workspace=kept.workspace_id)
    told = noes.channels_of([kept, gone])
    everything = Channel.ALL in told[kept.pk]
    lacking = set() if everything else told[gone.pk] - told[kept.pk]
    earliest = {no.channel: no.at for channel in lacking for no in noes.covering(gone, channel).order_by("-at", "-pk")}
    rows = OptOut.objects.keep(
        OptOut(workspace_id=kept.workspace_id, lead=kept, address=kept.email, channel=channel, source="merge", at=at)
        for channel, at in earliest.items()
        if channel in lacking
    )
    return [row.pk for row in rows]


def references() -> Iterator[models.Field]:
    """Every field that says "this lead", in every room."""
    for relation in Lead._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field


def move_rows(gone: Lead, kept: Lead) -> tuple[dict, list]:
    """All that refers to the one refers to the other from now on: which rows these are, by field; and the rows that
    give way because there may be one only, as they were."""
    moved: dict[str, list] = {}
    replaced: list = []
    for field in references():
        rows = field.model._base_manager.filter(**{field.name: gone.pk})
        if field.one_to_one and field.model._base_manager.filter(**{field.name: kept.pk}).exists():
            replaced += give_way(field, rows.first(), field.model._base_manager.get(**{field.name: kept.pk}))
        elif pks := list(rows.values_list("pk", flat=True)):
            field.model._base_manager.filter(pk__in=pks).update(**{field.name: kept.pk})
            moved[name_of(field)] = pks
    return moved, replaced


def give_way(field: models.Field, row: models.Model | None, stays: models.Model) -> list:
    """Of two rows where one may be, the words of the one fill what the other does not say."""
    if row is None:
        return []
    texts = [one for one in row._meta.concrete_fields if isinstance(one, models.TextField | models.CharField)]
    filled = {
        one.name: [getattr(stays, one.name), getattr(row, one.name)]
        for one in texts
        if not one.choices and getattr(row, one.name) and not getattr(stays, one.name)
    }
    for name, (_before, after) in filled.items():
        setattr(stays, name, after)
    if filled:
        stays.save(update_fields=list(filled))
    told = serializers.serialize("python", [row])
    row.delete()
    return [{"field": name_of(field), "row": as_json(told[0]), "stays": stays.pk, "filled": filled}]


def as_json(told: dict) -> dict:
    """Only what JSON takes; the rest as text, which Django reads back."""
    values = {
        name: value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
        for name, value in told["fields"].items()
    }
    return {"model": told["model"], "pk": told["pk"], "fields": values}


def name_of(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def values_of(lead: Lead) -> dict:
    return {**{name: getattr(lead, name) for name in KEPT}, "created_at": lead.created_at.isoformat()}


def fill(kept: Lead, gone: Lead) -> dict:
    """What was known of the other only; where both know, the kept one's word stands. Of the standings the further."""
    told: dict[str, list] = {}
    for name in FILLED:
        before, after = getattr(kept, name), getattr(gone, name)
        if after and not before:
            told[name] = [before, after]
            setattr(kept, name, after)
    custom = {**gone.custom, **kept.custom}
    if custom != kept.custom:
        told["custom"] = [kept.custom, custom]
        kept.custom = custom
    if tags := sorted({*kept.tags, *gone.tags} - set(kept.tags)):
        told["tags"] = [kept.tags, sorted([*kept.tags, *tags])]
        kept.tags = told["tags"][1]
    status = max(kept.status, gone.status, key=FURTHER.index)
    if OptOut.objects.covering(kept, Channel.ALL).exists():
        status = Status.OPTED_OUT
    if status != kept.status:
        told["status"] = [kept.status, status]
        kept.status = status
    kept.save(update_fields=[name.removesuffix("_id") for name in told])
    return told


def take_address(kept: Lead, address: str) -> None:
    """The address of the one that went: the one that stays is found by it from now on, and written to only where it had
    none of its own."""
    if address and kept.email:
        OtherAddress.objects.create(workspace_id=kept.workspace_id, lead=kept, address=address)
    elif address:
        kept.email = address
        kept.save(update_fields=["email"])


def unmerge(merge: Merge, *, by: Member | None, now: datetime) -> Lead:
    """The way back: the lead that went is here again, with all that was its own. What came since the merge stays with
    the one that stayed; a no that was said since counts for both. Raises NotMerged."""
    with transaction.atomic():
        run(MERGES, {"workspace": merge.workspace_id})
        merge = Merge.objects.select_for_update(of=["self"]).select_related("workspace").get(pk=merge.pk)
        if merge.undone_at or Lead.objects.filter(pk=merge.gone_id).exists():
            raise NotMerged(_("They are two leads already."))
        kept = Lead.objects.select_for_update(of=["self"]).select_related("workspace").get(pk=merge.kept_id)
        since = list(OptOut.objects.filter(lead=kept, at__gte=merge.at).exclude(pk__in=merge.noes))
        gone = bring_back(merge, kept)
        move_back(merge, gone, kept)
        undo_fill(kept, merge.filled)
        measuring.follow([kept.pk, gone.pk])
        OptOut.objects.filter(pk__in=merge.noes).take_back()
        said_since = [no for no in since if no.pk not in moved_noes(merge)]
        OptOut.objects.keep(
            OptOut(workspace_id=gone.workspace_id, lead=gone, address=gone.email, channel=no.channel, source="merge",
                   at=no.at)
            for no in said_since
        )  # fmt: skip
        for lead in (kept, gone):
            if OptOut.objects.covering(lead, Channel.ALL).exists():
                lead.mark(Status.OPTED_OUT)
        merge.undone_at = now
        merge.save(update_fields=["undone_at"])
        what = _("Two leads again: %(name)s") % {"name": gone.name}
        ledger.tell(kept.workspace, [fact(kept, f"merge:{merge.pk}:undone", what, by=by, now=now)])
    return gone


def bring_back(merge: Merge, kept: Lead) -> Lead:
    """The lead as it was. What it belonged to may be gone since; its address may be somebody's since."""
    told = dict(merge.gone)
    for name in ("account_id", "list_id", "owner_id"):
        related = Lead._meta.get_field(name.removesuffix("_id")).related_model
        if told[name] and not related._base_manager.filter(pk=told[name]).exists():
            told[name] = None
    if address := told["email"]:
        own = OtherAddress.objects.filter(workspace=merge.workspace_id, lead=kept, address=address).delete()[0]
        if not own and kept.email == address:
            kept.email = ""
            kept.save(update_fields=["email"])
        elif not own:
            told["email"] = ""
    return Lead.objects.create(pk=merge.gone_id, workspace_id=merge.workspace_id, **told)


def moved_noes(merge: Merge) -> list[int]:
    return merge.moved.get("leads.OptOut.lead", [])


def move_back(merge: Merge, gone: Lead, kept: Lead) -> None:
    for field in references():
        if pks := merge.moved.get(name_of(field)):
            rows = field.model._base_manager.filter(pk__in=pks, **{field.name: kept.pk})
            rows.update(**{field.name: gone.pk})
    for told in merge.replaced:
        field = next(one for one in references() if name_of(one) == told["field"])
        stays = field.model._base_manager.filter(pk=told["stays"]).first()
        if stays:
            undo_fill(stays, told["filled"])
        told["row"]["fields"][field.name] = gone.pk
        for row in serializers.deserialize("python", [told["row"]]):
            row.save()


def undo_fill(row: models.Model, filled: dict) -> None:
    """Each field that was filled gets back what stood there, where nobody has changed it since."""
    back = [name for name, (_before, after) in filled.items() if getattr(row, name) == after]
    for name in back:
        setattr(row, name, filled[name][0])
    row.save(update_fields=[name.removesuffix("_id") for name in back])


def fact(lead: Lead, key: str, what: str, why: str = "", *, by: Member | None, now: datetime) -> dict:
    return {"kind": "note", "key": key, "lead": lead, "member": by, "summary": what, "why": why, "at": now}
