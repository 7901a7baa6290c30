from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadwright.leads import journal
from leadwright.leads.matching import hosts
from leadwright.leads.models.people import Lead
from leadwright.team.models import Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Channel(models.TextChoices):
    ALL = "all", _("Every channel")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Calls")
    LINKEDIN = "linkedin", _("LinkedIn")


def refers_to(lead: Lead) -> models.Q:
    """What an opt-out may name somebody by: the person, their address, its domain, their number."""
    said = models.Q(lead=lead.pk) if lead.pk else models.Q(pk__in=[])
    if lead.email:
        said |= models.Q(address=lead.email) | models.Q(domain__in=hosts(lead.email))
    return said | models.Q(phone=lead.phone) if lead.phone else said


class OptOutQuerySet(WorkspaceQuerySet):
    def covering(self, lead: Lead, channel: str) -> Self:
        """Opt-outs of this person, however they name them, for a channel or for all."""
        return self.filter(refers_to(lead), workspace_id=lead.workspace_id, channel__in={channel, Channel.ALL})

    def channels_of(self, leads: Iterable[Lead]) -> dict[int, frozenset[str]]:
        """The channels that each of these leads is not reached by, as `covering` has it, in one question."""
        leads = list(leads)
        named = {
            "lead_id": {lead.pk for lead in leads},
            "address": {lead.email for lead in leads} - {""},
            "domain": {host for lead in leads for host in hosts(lead.email)},
            "phone": {lead.phone for lead in leads} - {""},
        }
        any_of = models.Q()
        for field, values in named.items():
            any_of |= models.Q(**{f"{field}__in": values})
        noes: dict[tuple, set[str]] = defaultdict(set)
        for workspace, channel, *names in self.filter(
            any_of, workspace__in={lead.workspace_id for lead in leads}
        ).values_list("workspace_id", "channel", *named):
            for field, name in zip(named, names, strict=True):
                if name:
                    noes[workspace, field, name].add(channel)
        return {lead.pk: frozenset().union(*(noes.get(key, ()) for key in _keys(lead))) for lead in leads}

    def keep(self, rows: "Iterable[OptOut]") -> "list[OptOut]":
        """Write noes: in this transaction, and in the journal outside the database as soon as it is committed.

        A no that names a lead waits for the lead's row, which a mail holds that passes its point of no return
        (conversations/point.py). One that names an address, a domain or a number alone waits for the company's.
        """
        rows = list(rows)
        with transaction.atomic():
            unnamed = {row.workspace_id for row in rows if row.lead_id is None}
            if unnamed:
                list(Workspace.objects.select_for_update(no_key=True).filter(pk__in=unnamed).order_by("pk"))
            kept = self.bulk_create(rows, batch_size=1_000)
            self.say_again(kept)
        return kept

    def say_again(self, kept: "list[OptOut]") -> None:
        """Have them in the journal when this transaction is committed; there a no may stand twice."""
        transaction.on_commit(lambda: journal.write(_lines(journal.OPT_OUT, kept)))

    def take_back(self) -> int:
        """A person says that these noes were never said; the journal keeps that too."""
        rows = list(self)
        self.filter(pk__in=[row.pk for row in rows]).delete()
        transaction.on_commit(lambda: journal.write(_lines(journal.WITHDRAWN, rows)))
        return len(rows)


def _keys(lead: Lead) -> list[tuple]:
    names = [("lead_id", lead.pk), ("address", lead.email), ("phone", lead.phone)]
    return [(lead.workspace_id, *name) for name in (*names, *(("domain", host) for host in hosts(lead.email)))]


def _lines(what: str, rows: "list[OptOut]") -> list[dict]:
    born = dict(Lead.objects.filter(pk__in={row.lead_id for row in rows}).values_list("pk", "created_at"))
    return [journal.line_of(what, row, born=born.get(row.lead_id)) for row in rows]


class OptOut(models.Model):
    """A no: a person's, or a line of a list of those who are not to be contacted (source "list").

    It outlives the lead: the address is kept beside it. `domain` covers everybody there, `phone` all with that number.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="opt_outs")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.SET_NULL, related_name="opt_outs")
    address = models.EmailField(blank=True)
    domain = models.CharField(max_length=253, blank=True)
    phone = models.CharField(max_length=32, blank=True, help_text="E.164")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ALL)
    source = models.CharField(max_length=40, help_text="reply, one_click, form, rep, import, list, merge")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = OptOutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "address", "domain", "phone", "channel"],
                condition=models.Q(source="list"),
                name="one_line_of_a_list_each",
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "address"]),
            models.Index(fields=["workspace", "domain"], condition=~models.Q(domain=""), name="noes_by_domain"),
            models.Index(fields=["workspace", "phone"], condition=~models.Q(phone=""), name="noes_by_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.address or self.domain or self.phone or self.lead_id}: {self.channel}"


def opt_out(lead: Lead, *, channel: str, source: str, words: str = "", at: datetime) -> OptOut:
    """Keep a person's no. The planner and the last look before a send both read it; nobody is told. A no to calls is
    kept with the number, as one to mail is with the address."""
    kept = OptOut(
        workspace_id=lead.workspace_id,
        lead=lead,
        address=lead.email,
        phone=lead.phone if channel == Channel.PHONE else "",
        channel=channel,
        source=source,
        words=words[:500],
        at=at,
    )
    return OptOut.objects.keep([kept])[0]


class Fence(models.Model):
    """The send fence: one row, pk 1. It knows the installation by `instance` and counts on in `epoch`; the files beside
    the database know how far it had come. See `fencing`."""

    instance = models.CharField(max_length=32)
    epoch = models.BigIntegerField(default=0)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.instance}: {self.epoch}"
