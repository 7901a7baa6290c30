"""Lists of those who are not to be contacted, by address, domain or telephone number: one line by hand, or a list that
another system kept. Each line becomes an opt-out of nobody in particular, which covers whoever it fits, also those who
come in later."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.leads import matching
from leadwright.leads.models import Channel, Lead, OptOut, OtherAddress, Status
from leadwright.leads.tables import NotATable, read_table
from leadwright.team.models import Workspace

SOURCE = "list"
CHUNK = 5_000
DATE = re.compile(r"\d{4}[./\-]\d{1,2}[./\-]\d{1,2}\b|\d{1,2}[./\-]\d{1,2}[./\-]\d{4}\b")


@dataclass(frozen=True)
class Name:
    """What one line names: one of the three is filled."""

    address: str = ""
    domain: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Suppressed:
    """What came of a list: lines that named something new, something known, and nothing."""

    rows: int = 0
    addresses: int = 0
    domains: int = 0
    phones: int = 0
    known: int = 0
    refused: int = 0


def name_of(text: str, *, country: str = "") -> Name | None:
    """What a written line names, if anything. "@firm.example" is everybody there; a shared address is that address."""
    written = text.strip().strip("<>\"';,").removeprefix("mailto:")
    if everybody := re.fullmatch(r"\*?@(.+)", written):
        domain = matching.host(everybody[1], known_end=False)
        return Name(domain=domain) if domain else None
    if "@" in written:
        address = matching.email(written)
        return Name(address=address) if address else None
    if re.fullmatch(r"[\d\s()+./\-]{7,24}", written) and not DATE.match(written):
        number = matching.phone(written, country)
        return Name(phone=number) if number else None
    host = matching.host(written)
    return Name(domain=host) if host else None


def names_in(content: bytes, file_name: str, *, country: str = "") -> Iterator[list[Name]]:
    """For each row of a file what it names. A file of one column, as most such lists are, has no header to lose.
    Raises NotATable."""
    table = read_table(content, file_name)
    header = [name for cell in table.columns if (name := name_of(cell, country=country))]
    if header:
        yield header
    for _number, cells in table.rows:
        yield [name for cell in cells if (name := name_of(cell, country=country))]


def suppress_file(
    workspace: Workspace, content: bytes, file_name: str, *, channel: str = "", words: str = "", now: datetime
) -> Suppressed:
    """Keep a list that another system kept. Raises NotATable, then nothing was written."""
    rows = list(names_in(content, file_name, country=workspace.country))
    if not any(rows):
        raise NotATable(_("%(name)s names no address, no domain and no telephone number.") % {"name": file_name})
    return suppress(workspace, rows, channel=channel, words=words or file_name, now=now)


def suppress(
    workspace: Workspace, rows: Iterable[list[Name]], *, channel: str = "", words: str = "", now: datetime
) -> Suppressed:
    """Keep what these rows name; what is kept already stays as it is. Numbers are not called, addresses and domains not
    reached at all, unless `channel` says otherwise. Leads who are meant by name have ended."""
    done = Suppressed()
    names: dict[Name, None] = {}
    for row in rows:
        done = replace(done, rows=done.rows + 1, refused=done.refused + (not row))
        names.update(dict.fromkeys(row))
    told = list(names)
    for at in range(0, len(told), CHUNK):
        new = keep(workspace, told[at : at + CHUNK], channel=channel, words=words, now=now)
        done = replace(
            done,
            addresses=done.addresses + sum(bool(name.address) for name in new),
            domains=done.domains + sum(bool(name.domain) for name in new),
            phones=done.phones + sum(bool(name.phone) for name in new),
            known=done.known + len(told[at : at + CHUNK]) - len(new),
        )
    return done


def keep(workspace: Workspace, names: list[Name], *, channel: str, words: str, now: datetime) -> list[Name]:
    """The names that were not kept before."""
    with transaction.atomic():
        Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)  # two lists of one company wait
        lines = OptOut.objects.filter(workspace=workspace, source=SOURCE)
        known = {
            Name(*found[:3])
            for field in ("address", "domain", "phone")
            for found in lines.filter(**{f"{field}__in": [getattr(name, field) for name in names] or [""]})
            .exclude(**{field: ""})
            .values_list("address", "domain", "phone", "channel")
            if found[3] in {channel or usual(Name(*found[:3])), Channel.ALL}
        }
        new = [name for name in names if name not in known]
        made = {"workspace": workspace, "source": SOURCE, "words": words[:500], "at": now}
        OptOut.objects.keep(
            OptOut(address=name.address, domain=name.domain, phone=name.phone, channel=channel or usual(name), **made)
            for name in new
        )
        cover_others(workspace, new, channel=channel, now=now)
        if channel in {"", Channel.ALL}:
            addresses = [name.address for name in new if name.address]
            Lead.objects.filter(workspace=workspace, email__in=addresses).update(status=Status.OPTED_OUT)
    return new


def cover_others(workspace: Workspace, names: list[Name], *, channel: str, now: datetime) -> None:
    """A line that names another address of a person means the person."""
    about = Q(address__in=[name.address for name in names if name.address])
    for name in names:
        if name.domain:
            about |= Q(address__endswith=f"@{name.domain}") | Q(address__endswith=f".{name.domain}")
    meant = set(OtherAddress.objects.filter(about, workspace=workspace).values_list("lead_id", flat=True))
    OptOut.objects.keep(
        OptOut(workspace=workspace, lead_id=lead, channel=channel or Channel.ALL, source="merge", at=now)
        for lead in sorted(meant)
    )


def usual(name: Name) -> str:
    return Channel.PHONE if name.phone else Channel.ALL


def release(opt_out: OptOut) -> None:
    """One line is taken off the list; the leads it ended stay where they are until somebody takes them up again."""
    OptOut.objects.filter(pk=opt_out.pk, source=SOURCE).take_back()
