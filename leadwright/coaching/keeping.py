"""Recordings taken in, and let go when their date has passed."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.coaching.models import Recording, RecordingRules
from leadwright.coaching.models.recording import KEPT_DAYS, shelf
from leadwright.coaching.recordings import piece
from leadwright.conversations.models import Call
from leadwright.leads.models import Lead
from leadwright.team.models import Member

LARGEST_FILE = 200 * 1024 * 1024
FORGOTTEN_AT_ONCE = 200
SWEPT_AFTER = timedelta(hours=6)
LONGEST_MOMENT = 600.0  # seconds
CONTENT_TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg"}


class Refused(Exception):
    """This recording is not taken; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def kind_of(content: bytes) -> str:
    """wav, mp3 or ogg by the first bytes, whatever the file is called. Raises `Refused`."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    if content[:4] == b"OggS":
        return "ogg"
    if content[:3] == b"ID3" or (len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0):
        return "mp3"
    raise Refused(_("This is no WAV, MP3 or OGG file."))


def take_in(
    content: bytes,
    *,
    member: Member,
    by: Member,
    title: str,
    consent: str,
    now: datetime,
    recorded_at: datetime | None = None,
    call: Call | None = None,
    lead: Lead | None = None,
    key: str = "",
    **said,
) -> Recording:
    """A recording of `member`'s call, kept until its date; the same sound twice is one recording. Without a word on
    consent nothing is kept. Raises `Refused`. Whoever calls queues the listening."""
    if consent not in Recording.Consent.values:
        raise Refused(_("Say first how the people on it agreed to be recorded."))
    if len(content) > LARGEST_FILE:
        raise Refused(_("This file is larger than 200 MB."))
    kind = kind_of(content)
    key = key or f"upload:{hashlib.sha256(content).hexdigest()}"
    at = recorded_at or (call.at if call else now)
    lead = lead or (call.lead if call else None)
    row = Recording(
        workspace_id=member.workspace_id, member=member, lead=lead, call=call, title=title[:160], key=key, kind=kind,
        consent=consent, recorded_at=at, keep_until=at.date() + timedelta(days=kept_days(member.workspace_id)),
        uploaded_by=by, created_at=now, **said,
    )  # fmt: skip
    row.sound.save("sound", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if lead:
                record(
                    Kind.NOTE, workspace_id=row.workspace_id, key=f"recording:{row.pk}", at=now, lead=lead, member=by,
                    summary=_("Call recorded: %s") % row.title, why=str(row.get_consent_display()),
                )  # fmt: skip
    except IntegrityError:
        row.sound.delete(save=False)
        return Recording.objects.get(workspace_id=member.workspace_id, key=key)
    return row


def kept_days(workspace_id: int) -> int:
    rules = RecordingRules.objects.filter(workspace_id=workspace_id).first()
    return rules.kept_days if rules else KEPT_DAYS


def forget_what_is_past(*, now: datetime) -> int:
    """Every recording whose last day has passed is gone; its scores stay. Returns how many were."""
    past = Recording.objects.past_their_date(now.date()).order_by("keep_until")[:FORGOTTEN_AT_ONCE]
    for recording in past:
        recording.forget(why=_("Its date has passed."), now=now)
    return len(past)


def sweep(*, now: datetime) -> int:
    """Sound that no row speaks of any more (its lead's workspace or its row was deleted) is removed."""
    kept, files = set(Recording.objects.exclude(sound="").values_list("sound", flat=True)), shelf()
    if not files.exists(""):
        return 0
    removed = 0
    for folder in files.listdir("")[0]:
        for name in files.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path not in kept and now - files.get_modified_time(path) > SWEPT_AFTER:
                files.delete(path)
                removed += 1
    return removed


def cut(recording: Recording, begins: float, ends: float) -> bytes:
    """A piece of the sound as a WAV file of its own: who hears a moment does not get the rest. Raises `Unheard`."""
    return piece(Path(recording.sound.path), begins, min(ends, begins + LONGEST_MOMENT))
