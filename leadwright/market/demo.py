"""The demo: Northmark with three weeks behind it that really happened, in virtual time, on the real relay."""

from datetime import UTC, date, datetime, time, timedelta

from django.core.management import call_command

from leadwright.channels.models import Mailbox
from leadwright.kit.models import MarketClock
from leadwright.leads.importing import import_file
from leadwright.leads.models import Motion
from leadwright.market import founding, lists
from leadwright.market.floor import Floor
from leadwright.market.models import Market
from leadwright.market.relay import Relay, hours, running_servers
from leadwright.market.servers import Ports
from leadwright.market.teaching import teach
from leadwright.team.roles import Role

SEED = 2027
LIVELINESS = 2.5
PEOPLE = 120
PAST = timedelta(days=21)
LEFT_TO_THE_VISITOR = 2  # working days
BEGUN_A_DAY = 4
STEP = timedelta(hours=2)
LIST_NAME = "Expo Riga 2026"


def ensure_demo(now: datetime) -> None:
    """Made on the first start; on a later one the clock goes on from where it stood. A half-made one is made anew."""
    clock = MarketClock.objects.filter(pk=1).first()
    if clock and Market.objects.exists():
        wake(clock)
        use_ports(Ports.from_environment())
        return
    if Market.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
    today = working_morning(now)
    make(today)
    MarketClock.objects.update_or_create(pk=1, defaults={"virtual_at": today, "real_at": datetime.now(UTC), "rate": 1})


def wake(clock: MarketClock) -> None:
    """While nothing ran, no virtual time passed (market/pace.py keeps where the clock stands)."""
    clock.real_at, clock.rate = datetime.now(UTC), 1
    clock.save(update_fields=["real_at", "rate"])


def use_ports(ports: Ports) -> None:
    boxes = Mailbox.objects.filter(workspace__market__isnull=False, imap_host="127.0.0.1")
    boxes.update(smtp_port=ports.smtp, imap_port=ports.imap, stopped_at=None, stopped_why="", read_error="")


def make(today: datetime) -> founding.House:
    start = working_morning(today - PAST)
    with running_servers() as servers:
        house = founding.found(
            founding.CAST, ports=servers.ports, seed=SEED, liveliness=LIVELINESS, daily_limit=50, now=start
        )
        import_file(
            workspace=house.workspace,
            by=house.of(Role.MARKETING)[0],
            content=lists.as_csv(lists.people(PEOPLE, SEED)),
            name="expo-riga-2026.csv",
            list_name=LIST_NAME,
            motion=Motion.OUTBOUND,
            owners=house.of(Role.SDR, Role.BDR),
            now=start,
        )
        live(house, start, today, servers.settle)
    teach(house, today)
    use_ports(Ports.from_environment())
    return house


def live(house: founding.House, start: datetime, today: datetime, settled) -> None:
    """The past, up to this morning. The visitor's person worked until two working days ago."""
    floor = Floor(house.market, enrolled_a_day=BEGUN_A_DAY, researched_a_day=BEGUN_A_DAY)
    relay = Relay(floor, house.members, settled)
    visitor = house.of(Role.SDR)[0]
    for moment in hours(start, today, STEP):
        if working_days(moment.date(), today.date()) <= LEFT_TO_THE_VISITOR:
            relay.members = [member for member in house.members if member != visitor]
        relay.step(moment)
    relay.members = []
    relay.step(today)


def working_morning(at: datetime) -> datetime:
    """Eight o'clock UTC of that day, or of the Friday before a week-end: ten in Vilnius, everybody is at work."""
    day = at.date()
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return datetime.combine(day, time(8), tzinfo=UTC)


def working_days(one: date, other: date) -> int:
    """How many working days lie from `one` to before `other`."""
    return sum((one + timedelta(days=day)).weekday() < 5 for day in range((other - one).days))
