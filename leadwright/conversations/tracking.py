"""Opens and clicks, where a workspace wants them: off by default, and never in what a person writes by hand.

A mail is tracked where its template says so and the workspace allows it. The picture and the links carry signed names
of rows of ours and nothing else: where a link leads stands in the database, so nobody can make one that leads away.
Each look is a row; a timer judges it when a minute has passed, for only then is it known what else was asked for.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape, unescape

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, fact, record_all
from leadwright.conversations.models import Message, Sighting, TrackedLink, Tracking
from leadwright.conversations.telling_apart import Look, no_person

OPEN, CLICK = "leadwright.conversations.open", "leadwright.conversations.click"
MOST_LOOKS = 200  # of one mail: more is a machine that asks again and again
SETTLED_AFTER = timedelta(seconds=60)
LINK = re.compile(r'href="(https?://[^"\s]{1,2000})"')
PICTURE = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")


def allowed(message: Message) -> Tracking | None:
    """What the workspace wants to know of this mail as it leaves; None where that is nothing. A mail that leaves so
    is no tracked one any more: figures count only what could be seen."""
    if not message.tracked or not message.automatic:
        return None
    wanted = Tracking.objects.filter(workspace=message.workspace_id).first()
    if wanted and (wanted.opens or wanted.clicks):
        return wanted
    Message.objects.filter(pk=message.pk).update(tracked=False)
    return None


def tracked(message: Message, html: str, wanted: Tracking) -> str:
    """The HTML with our picture and with links that lead over us."""
    if wanted.clicks:
        html = LINK.sub(lambda hit: f'href="{escape(over_us(message, unescape(hit.group(1))))}"', html)
    if wanted.opens:
        html += f'\n<img src="{address("opened", OPEN, message.pk)}" width="1" height="1" alt="">'
    return html


def over_us(message: Message, url: str) -> str:
    link, _made = TrackedLink.objects.get_or_create(message=message, url=url[:2000])
    return address("followed", CLICK, link.pk)


def address(name: str, purpose: str, pk: int) -> str:
    token = signing.Signer(salt=purpose).sign(signing.b62_encode(pk))
    return f"{settings.PUBLIC_URL}{reverse(f'conversations:{name}', args=[token])}"


def pk_in(token: str, purpose: str) -> int | None:
    """The row that the token was made for; None for a forged one."""
    try:
        return signing.b62_decode(signing.Signer(salt=purpose).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def seen(message: Message, request: HttpRequest, *, link: TrackedLink | None = None, now: datetime) -> None:
    """Keep the look. The reader's network address is not kept."""
    if message.state != Message.State.SENT or message.sightings.count() >= MOST_LOOKS:
        return
    said = [request.headers.get(name, "") for name in ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")]
    Sighting.objects.create(
        message=message,
        link=link,
        at=now,
        method=request.method[:8],
        agent=request.headers.get("User-Agent", "").replace("\x00", "")[:200],
        ahead=any("prefetch" in one.lower() or "preview" in one.lower() for one in said),
    )


def judge(*, now: datetime, most: int = 500) -> int:
    """Tell people from machines among the looks of which all is known. How many were judged."""
    ready = Sighting.objects.filter(judged_at=None, at__lte=now - SETTLED_AFTER)
    with transaction.atomic():
        rows = list(
            ready.select_for_update(skip_locked=True, of=("self",))
            .select_related("message__lead")
            .order_by("pk")[:most]
        )
        looks = looks_at({row.message_id for row in rows})
        for row in rows:
            others = [look for pk, look in looks[row.message_id] if pk != row.pk]
            row.why = no_person(look_of(row), left_at=row.message.at, others=others)
            row.judged_at = now
        Sighting.objects.bulk_update(rows, ["why", "judged_at"])
        record_all(opened(rows))
    return len(rows)


def looks_at(messages: set[int]) -> dict[int, list[tuple[int, Look]]]:
    found: dict[int, list[tuple[int, Look]]] = {pk: [] for pk in messages}
    for row in Sighting.objects.filter(message__in=messages):
        found[row.message_id].append((row.pk, look_of(row)))
    return found


def look_of(row: Sighting) -> Look:
    return Look(row.at, row.link_id, row.method, row.agent, row.ahead)


def opened(rows: Sequence[Sighting]) -> list:
    """A person's first look at a mail is told once, whatever they look at later."""
    return [
        fact(
            Kind.OPENED,
            workspace_id=row.message.workspace_id,
            key=f"message:{row.message_id}:opened",
            summary=_("Opened “%(subject)s”") % {"subject": row.message.subject[:200]},
            why=_("They followed a link in it.")
            if row.link_id
            else _("Its picture was fetched by a program that people read with."),
            lead=row.message.lead,
            detail={"message": row.message_id, "sighting": row.pk},
            at=row.at,
        )
        for row in rows
        if not row.why and row.message.lead_id
    ]
