"""`leadwright listen`: who spoke how long in a recording of a call. No database, no network."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def listen(file: Path, as_json: bool) -> None:
    """Say who spoke how long in FILE (WAV, MP3, OGG): in stereo a speaker each channel, in mono as far as voices can
    be told apart, with how sure that is (0 to 1). `share` is a part of all speech, 0 to 1; channels count from 0."""
    from leadwright.coaching.recordings import Unheard, samples
    from leadwright.coaching.transcribing import transcribe
    from leadwright.coaching.voices import listen as heard

    try:
        with without_notes():
            channels = samples(file)
    except Unheard as refusal:
        raise click.ClickException(str(refusal)) from None
    call = heard(channels)
    said = transcribe(channels, call)
    found = {
        "seconds": round(call.seconds, 2),
        "speakers": [
            {
                "channel": speaker.channel,
                "seconds": round(speaker.seconds, 2),
                "share": round(speaker.share, 4),
                "questions": said.questions[at] if said.questions else None,
                "longest": round(speaker.longest, 2),
            }
            for at, speaker in enumerate(call.speakers)
        ],
        "transcript": said.text,
        "sure": call.sure,
        "why": "; ".join(part for part in (call.why, said.reason) if part),
    }
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _in_words(found))


@contextmanager
def without_notes() -> Iterator[None]:
    """The library that reads MP3 writes notes of its own on standard error, beneath Python; the sentence is ours."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _in_words(found: dict) -> str:
    lines = [f"{found['seconds']:.0f} s; {found['why']}"]
    lines += [
        f"  speaker {number} (channel {one['channel']}): {one['seconds']:.1f} s, {100 * one['share']:.0f} %, "
        f"longest {one['longest']:.1f} s"
        for number, one in enumerate(found["speakers"], 1)
    ]
    return "\n".join([*lines, found["transcript"]]).rstrip()
