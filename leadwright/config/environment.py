"""What the environment says, checked once. A value that makes no sense stops the start with one sentence."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from environs import Env, EnvError

from leadwright.kit.files import kept_once

# Of a host that is gone the server lets go after a minute, of one that fell silent in the middle of a transaction after
# two: what it had locked is free for others.
LET_GO = (
    "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
    " -c idle_in_transaction_session_timeout=120000"
)
# What is prepared (kit/statements.py) is planned once for a connection: planning the last look of a mail anew each time
# takes the server eight times as long as the look. Django's own statements are not prepared.
PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"


class Refused(SystemExit):
    """A setting that cannot be: printed as one line, without a traceback."""


@dataclass(frozen=True)
class Environment:
    home: Path
    secret_key: str
    salt_keys: list[str]
    debug: bool
    demo: bool
    https: bool
    allowed_hosts: list[str]
    trusted_origins: list[str]
    public_url: str
    enter_token: str
    market_address: str
    mail_hosts: frozenset[str]
    twilio_url: str
    oauth: dict[str, tuple[str, str]]
    name_servers: list[str]
    database: dict
    proxies: int
    log_level: str


def default_home() -> Path:
    """`.leadwright/` beside the Makefile of a checkout, else the user's data folder."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "Makefile").exists() and (checkout / "pyproject.toml").exists():
        return checkout / ".leadwright"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "leadwright"


def chosen_home() -> Path:
    """Where this installation keeps its data: LEADWRIGHT_HOME, else the usual place."""
    return Path(os.environ.get("LEADWRIGHT_HOME") or default_home()).resolve()


def read_environment() -> Environment:
    env = Env()
    try:
        return _read(env)
    except EnvError as error:
        raise Refused(f"leadwright: a setting cannot be read: {error}") from None


def _read(env: Env) -> Environment:
    home = chosen_home()
    public_url = env.str("LEADWRIGHT_URL", "http://127.0.0.1:8000").rstrip("/")
    if not public_url.startswith(("http://", "https://")):
        raise Refused("leadwright: LEADWRIGHT_URL must start with http:// or https://")
    host = public_url.split("://", 1)[1].split("/")[0].rsplit(":", 1)[0]
    secret = env.str("LEADWRIGHT_SECRET_KEY", "") or kept_secret(home)
    if len(secret) < 32:
        raise Refused("leadwright: LEADWRIGHT_SECRET_KEY must have at least 32 characters")
    return Environment(
        home=home,
        secret_key=secret,
        salt_keys=env.list("LEADWRIGHT_SALT_KEYS", [secret[::-1]]),
        debug=env.bool("LEADWRIGHT_DEBUG", False),
        demo=env.bool("LEADWRIGHT_DEMO", False),
        https=public_url.startswith("https://"),
        allowed_hosts=env.list("LEADWRIGHT_HOSTS", [host, "127.0.0.1", "localhost"]),
        trusted_origins=[public_url],
        public_url=public_url,
        enter_token=env.str("LEADWRIGHT_ENTER", ""),
        market_address=env.str("LEADWRIGHT_MARKET", ""),
        mail_hosts=frozenset(host.strip().lower() for host in env.list("LEADWRIGHT_MAIL_HOSTS", [])),
        twilio_url=env.str("LEADWRIGHT_TWILIO_URL", "https://api.twilio.com").rstrip("/"),
        oauth={
            "google": (env.str("LEADWRIGHT_GOOGLE_ID", ""), env.str("LEADWRIGHT_GOOGLE_SECRET", "")),
            "microsoft": (env.str("LEADWRIGHT_MICROSOFT_ID", ""), env.str("LEADWRIGHT_MICROSOFT_SECRET", "")),
        },
        name_servers=env.list("LEADWRIGHT_NAME_SERVERS", []),
        database=database(env),
        proxies=env.int("LEADWRIGHT_PROXIES", 0),
        log_level=env.str("LEADWRIGHT_LOG_LEVEL", "WARNING"),
    )


def database(env: Env) -> dict:
    """`DATABASE_URL` must name PostgreSQL: it is the one engine."""
    url = env.str("DATABASE_URL", "")
    if url and not url.startswith(("postgres://", "postgresql://")):
        raise Refused("leadwright: DATABASE_URL must be a postgresql:// address; no other database is supported")
    found = env.dj_db_url("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/leadwright")
    found["CONN_MAX_AGE"] = 60
    found["CONN_HEALTH_CHECKS"] = True
    found.setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)  # for kit/statements.py
    found["OPTIONS"].setdefault("options", f"{LET_GO} {PLANNED_ONCE}")
    if suffix := env.str("LEADWRIGHT_TEST_DATABASE", ""):
        found["TEST"] = {"NAME": suffix}
    return found


def kept_secret(home: Path) -> str:
    """The installation's own secret: made once, kept in the data folder."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        return kept_once(home / "secret", secrets.token_urlsafe(48))
    except OSError as error:
        raise Refused(
            f"leadwright: the data folder cannot be used: {error.filename or home}: {error.strerror}."
        ) from None
