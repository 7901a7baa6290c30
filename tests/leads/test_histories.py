"""Whatever is done with leads in whatever order: none is lost, no no is lost, no address is on two, and who was erased
does not come back."""

import csv
import io
from datetime import timedelta

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from leadwright.activities.models import Kind, record
from leadwright.cadences.merging import merge_people
from leadwright.leads import erasing, suppressing
from leadwright.leads.importing import import_file, undo
from leadwright.leads.merging import NotMerged, unmerge
from leadwright.leads.models import Channel, Import, Lead, Merge, OptOut, OtherAddress, opt_out
from leadwright.research.models import Brief
from tests import cast as people
from tests.cast import MONDAY

ADDRESSES = [f"{name}@{host}.example" for host in ("pk", "north") for name in ("ana", "bea", "cas", "dan")]
ROW = st.tuples(
    st.sampled_from(ADDRESSES), st.sampled_from(["", "+37060000117", "+37060000118"]), st.sampled_from("  n")
)
CHANNELS = [str(Channel.ALL), str(Channel.EMAIL), str(Channel.PHONE)]
DRAWN = st.integers(0, 1_000)


class Histories(RuleBasedStateMachine):
    """`here` are the addresses that must be found, `noes` what was said of which, `erased` who must stay away."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.cast = people.assemble()
        self.workspace = self.cast.workspace
        self.now = MONDAY
        self.here: set[str] = set()
        self.noes: set[tuple[str, str]] = set()
        self.erased: set[str] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(rows=st.lists(ROW, min_size=2, max_size=4))
    def begin(self, rows) -> None:
        self.bring(rows, "skip")

    @rule(rows=st.lists(ROW, min_size=1, max_size=4), mode=st.sampled_from(["skip", "fill", "overwrite"]))
    def bring(self, rows, mode) -> None:
        self.now += timedelta(hours=1)
        text = io.StringIO()
        told = csv.writer(text)
        told.writerow(["First name", "Last name", "E-mail", "Phone", "Do not contact"])
        told.writerows(
            [each[0].split("@")[0], "Petrauskaitė", each[0], each[1], each[2].strip() and "yes"] for each in rows
        )
        row = import_file(
            workspace=self.workspace, by=self.cast.alice, content=text.getvalue().encode(), name="x.csv",
            list_name="X", mode=mode, now=self.now,
        )  # fmt: skip
        assert row.settled == len(rows)
        self.noes |= {(each[0], "all") for each in rows if each[2].strip()}
        made = row.report.filter(outcome="created", lead__isnull=False)
        self.here |= {address for found in made for address in addresses_of(found.lead)}

    @rule(which=DRAWN)
    def take_an_import_back(self, which) -> None:
        imports = list(Import.objects.filter(state=Import.State.DONE).order_by("pk"))
        if not imports:
            return
        self.now += timedelta(hours=1)
        row = imports[which % len(imports)]
        made = row.report.filter(outcome="created").values("lead")
        told = Lead.objects.filter(pk__in=made).filter(
            activities__in=self.workspace.activities.exclude(kind="imported")
        )
        touched = set(told.values_list("pk", flat=True))
        before = {lead.pk: addresses_of(lead) for lead in Lead.objects.filter(pk__in=made)}
        undo(row, now=self.now)
        for pk, addresses in before.items():
            if not Lead.objects.filter(pk=pk).exists():
                assert pk not in touched
                self.here -= addresses

    @precondition(lambda self: Lead.objects.count() > 1)
    @rule(kept=DRAWN, gone=DRAWN)
    def merge(self, kept, gone) -> None:
        self.now += timedelta(hours=1)
        leads = list(Lead.objects.filter(workspace=self.workspace).order_by("pk"))
        kept, gone = leads[kept % len(leads)], leads[gone % len(leads)]
        rows = self.workspace.activities.filter(lead__in=[kept, gone]).count()
        try:
            merge_people(kept, gone, by=self.cast.alice, now=self.now)
        except NotMerged:
            assert kept.pk == gone.pk
            return
        assert self.workspace.activities.filter(lead=kept).count() == rows + 1

    @rule(which=DRAWN)
    def take_a_merge_back(self, which) -> None:
        merges = list(Merge.objects.filter(undone_at=None).order_by("pk"))
        if not merges:
            return
        self.now += timedelta(hours=1)
        merge = merges[which % len(merges)]
        gone = unmerge(merge, by=self.cast.alice, now=self.now)
        assert gone.pk == merge.gone_id and Lead.objects.filter(pk=gone.pk).exists()

    @precondition(lambda self: Lead.objects.exists())
    @rule(which=DRAWN, channel=st.sampled_from(CHANNELS))
    def say_no(self, which, channel) -> None:
        self.now += timedelta(hours=1)
        lead = self.one(which)
        opt_out(lead, channel=channel, source="one_click", at=self.now)
        self.noes |= {(address, channel) for address in addresses_of(lead)}

    @rule(address=st.sampled_from(ADDRESSES))
    def shut_out(self, address) -> None:
        self.now += timedelta(hours=1)
        suppressing.suppress(self.workspace, [[suppressing.Name(address=address)]], now=self.now)
        self.noes.add((address, "all"))

    @precondition(lambda self: Lead.objects.exists())
    @rule(which=DRAWN)
    def work(self, which) -> None:
        self.now += timedelta(hours=1)
        lead = self.one(which)
        key = f"note:{lead.pk}:{self.now.isoformat()}"
        record(Kind.NOTE, workspace_id=self.workspace.pk, key=key, summary="Spoke", at=self.now, lead=lead)
        Brief.objects.get_or_create(lead=lead, defaults={"need": f"n{lead.pk}", "updated_at": self.now})

    @precondition(lambda self: Lead.objects.exists())
    @rule(which=DRAWN)
    def erase(self, which) -> None:
        self.now += timedelta(hours=1)
        lead = self.one(which)
        gone = addresses_of(lead)
        erasing.erase(lead, by=self.cast.dana, now=self.now)
        self.erased |= gone
        self.here -= gone

    def one(self, which: int) -> Lead:
        leads = list(Lead.objects.filter(workspace=self.workspace).order_by("pk"))
        return leads[which % len(leads)]

    @invariant()
    def no_lead_is_lost(self) -> None:
        found = {address for lead in Lead.objects.all() for address in addresses_of(lead)}
        assert self.here <= found

    @invariant()
    def no_address_is_on_two_leads(self) -> None:
        owners: dict[str, set[int]] = {}
        for pk, address in [
            *Lead.objects.values_list("pk", "email"),
            *OtherAddress.objects.values_list("lead", "address"),
        ]:
            owners.setdefault(address, set()).add(pk)
        assert all(len(leads) == 1 for address, leads in owners.items() if address)

    @invariant()
    def no_no_is_lost(self) -> None:
        leads = list(Lead.objects.all())
        told = OptOut.objects.channels_of(leads)
        for lead in leads:  # what was said of one address of a person counts for all of them
            addresses = addresses_of(lead)
            said = {channel for name, channel in self.noes if name in addresses}
            assert said <= told[lead.pk] or "all" in told[lead.pk], (addresses, said, told[lead.pk])

    @invariant()
    def nobody_who_was_erased_is_back(self) -> None:
        assert not Lead.objects.filter(email__in=self.erased).exists()
        assert not OtherAddress.objects.filter(address__in=self.erased).exists()

    @invariant()
    def nothing_hangs_in_the_air(self) -> None:
        for merge in Merge.objects.filter(undone_at=None):
            assert not Lead.objects.filter(pk=merge.gone_id).exists()
        assert Brief.objects.filter(need="").count() == 0


def addresses_of(lead: Lead) -> set[str]:
    return {lead.email, *lead.other_addresses.values_list("address", flat=True)} - {""}


@pytest.mark.timeout(300)
def test_leads_keep_their_promises_in_any_order(db):
    few = hypothesis.settings(
        max_examples=20,
        stateful_step_count=20,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],  # to make a failing history shorter takes minutes: do it by hand
    )
    run_state_machine_as_test(Histories, settings=few)
