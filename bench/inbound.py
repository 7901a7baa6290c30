"""Mail that comes in, in a second, with a million leads in the database and a fifth of them in a cadence: parsed, read,
matched, stored and done with, as a round of a mailbox takes them in (25 in one durable transaction), by one process.
Beside it the same mails parsed and read alone. And how long it takes from the moment that a reply is fetched until its
cadence is stopped.

LEADWRIGHT_BENCH_LEADS makes the database smaller or larger.
"""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import quantiles

from bench.timing import beside

LEADS = int(os.environ.get("LEADWRIGHT_BENCH_LEADS", "1000000"))
MAILS = int(os.environ.get("LEADWRIGHT_BENCH_MAILS", "2000"))
WARM = 100
PROMISED_MS = 5_000.0
ANSWERS = (
    "Thanks, that sounds interesting. Could you send me more details?",
    "How does the logger report where there is no signal? We run to Norway.",
    "We already work with another supplier, and the contract runs until 2028.",
    "Not now, please come back to me in March.",
    "You should talk to our head of quality, Jonas Petraitis, jonas@elsewhere.example.",
    "Dėkoju, bet mums tai neaktualu.",
    "Let's talk. Thursday at 10 works for me.",
    "Please take me off your list.",
)
QUOTED = "On Mon, 23 Nov 2026 at 09:00, Alice Marlowe <alice@large.example> wrote:\n> Good morning,\n>\n> who signs?\n"


def rows() -> list[dict]:
    from leadwright.cli.database import migrate, scratch_database

    with scratch_database():
        from bench.pages import again

        again()
        migrate()
        from bench.population import populate

        made = populate(LEADS)
        print(f"{LEADS:,} leads in {made.seconds:.0f} s")
        return measured(made)


def measured(made) -> list[dict]:
    from leadwright.channels.models import Mailbox
    from leadwright.conversations.models import Message
    from leadwright.inbox.opening import Round
    from leadwright.inbox.receiving import TOGETHER, receive_all
    from leadwright.leads.models import Lead

    box = Mailbox.objects.filter(workspace=made.workspace).order_by("pk").first()
    at = datetime.now(UTC)
    mails = list(written(box.address, {lead.pk: lead.email for lead in Lead.objects.filter(pk__in=named(made))}, made))
    standing = Round(box)
    receive_all(box, mails[:WARM], now=at, standing=standing)
    before, took = Message.objects.filter(outbound=False).count(), []
    began, used = time.perf_counter(), time.process_time()
    for first in range(WARM, len(mails), TOGETHER):
        some, start = mails[first : first + TOGETHER], time.perf_counter()
        receive_all(box, some, now=at, standing=standing)
        took += [time.perf_counter() - start] * len(some)  # each waits for the last of those that came with it
    whole, used = time.perf_counter() - began, time.process_time() - used
    stored = Message.objects.filter(outbound=False).count() - before
    assert stored > 0.8 * len(took), stored
    limit = len(took) / read_alone(mails[WARM:], at)
    cut = quantiles(took, n=100)
    note = f"{stored:,} of {len(took):,} mails found their lead; {used / whole:.0%} of it our own; limit: read alone"
    slow = f"fetched to stopped, slowest in a hundred; half take {cut[49] * 1000:.1f} ms; limit: the promise"
    return [
        beside("inbound", "mails/s", len(took) / whole, limit, note),
        beside("inbound, stopped", "ms", cut[98] * 1000, PROMISED_MS, slow),
    ]


def read_alone(mails: list[bytes], at: datetime) -> float:
    from leadwright.inbox.parsing import parse
    from leadwright.inbox.reading import read

    began = time.perf_counter()
    for raw in mails:
        read(parse(raw), today=at.date())
    return time.perf_counter() - began


def named(made) -> list[int]:
    """The leads who write: every seventh, as the population has written to them."""
    return [made.first_lead + 7 * number for number in range(MAILS + WARM)]


def written(to: str, addresses: dict[int, str], made) -> Iterator[bytes]:
    """Six of ten answer in the thread, two write anew, one is away, one in twenty bounces, one in twenty is nobody."""
    for number, pk in enumerate(named(made)):
        sender, answered, turn = addresses[pk], f"<out{number}@large.example>", number % 20
        if turn < 12:
            yield mail(number, sender, to, f"{ANSWERS[number % 8]}\n\n{QUOTED}", f"In-Reply-To: {answered}\n")
        elif turn < 16:
            yield mail(number, sender, to, ANSWERS[number % 8])
        elif turn < 18:
            away = "I am out of the office until 7 December 2026. For urgent matters: Jonas Petraitis, j@c.example."
            yield mail(number, sender, to, away, f"In-Reply-To: {answered}\nAuto-Submitted: auto-replied\n")
        elif turn == 18:
            yield report(number, sender, to, answered)
        else:
            yield mail(number, f"n{number}@stranger.example", to, "Is this the right address for an offer?")


def mail(number: int, sender: str, to: str, text: str, more: str = "") -> bytes:
    head = (
        f"From: Person Large <{sender}>\nTo: {to}\nSubject: Re: Your cold chain\nMessage-ID: <b{number}@in.example>\n"
    )
    date = "Date: Mon, 23 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return (head + date + more + "\n" + text + "\n").replace("\n", "\r\n").encode()


def report(number: int, failed: str, to: str, about: str) -> bytes:
    return (
        (
            f"From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: Undelivered\nMessage-ID: <d{number}@mx.example>\n"
            "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
            f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; "
            f"{failed}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n"
            f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {about}\nTo: {failed}\n\n--b--\n"
        )
        .replace("\n", "\r\n")
        .encode()
    )
