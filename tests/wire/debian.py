"""Mail servers that others wrote, on loopback: Postfix takes mail and hands it to Dovecot, which is read by IMAP.
Debian's packages, installed where that may be done; configuration, users, queue and boxes of their own in a temporary
folder, ports of their own, ended by process id."""

import fcntl
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

PASSWORD = "secret"
DOMAINS = ("northmark.example", "pieno-kelias.example")
PEOPLE = ("alice@northmark.example", "ruta@pieno-kelias.example")
OLD_HAND = "bob@northmark.example"  # whose inbox is one file (mbox), so that it may be large and yet quickly made
UID = 15_000  # of nobody: Dovecot keeps the boxes under a number that has no name
POSTFIX, LMTP = "/usr/lib/postfix/sbin/master", "/usr/lib/dovecot/lmtp"

DOVECOT_CONF = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_format = %Lu
mail_location = maildir:{home}/boxes/%Lu
first_valid_uid = 1000
mbox_write_locks = fcntl
passdb {{
  driver = passwd-file
  args = {home}/users
}}
userdb {{
  driver = passwd-file
  args = {home}/users
}}
service imap-login {{
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  unix_listener {home}/run/lmtp-in {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener {home}/run/auth-smtp {{
    mode = 0666
  }}
}}
"""
MAIN_CF = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
myhostname = post.northmark.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
virtual_mailbox_domains = {domains}
virtual_transport = lmtp:unix:{home}/run/lmtp-in
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {home}/run/auth-smtp
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtputf8_enable = yes
alias_maps =
alias_database =
"""
MASTER_CF = """
127.0.0.1:{smtp_port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
"""


class DebianPost:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.smtp_port, self.imap_port = free_port(), free_port()
        self.processes: list[subprocess.Popen] = []

    def settings(self) -> dict:
        return {"smtp_port": self.smtp_port, "imap_port": self.imap_port, "password": PASSWORD}

    def start(self) -> None:
        for name in ("run", "state", "boxes", "queue", "data", "postfix"):
            (self.home / name).mkdir()
        shutil.chown(self.home / "data", "postfix")
        shutil.chown(self.home / "boxes", UID, UID)
        told = {"home": self.home, "uid": UID, "password": PASSWORD, "domains": " ".join(DOMAINS)}
        ports = {"smtp_port": self.smtp_port, "imap_port": self.imap_port}
        (self.home / "users").write_text("".join(map(self.user, (*PEOPLE, OLD_HAND))))
        (self.home / "dovecot.conf").write_text(DOVECOT_CONF.format(**told, **ports))
        config = self.home / "postfix"
        (config / "main.cf").write_text(MAIN_CF.format(**told))
        (config / "master.cf").write_text(MASTER_CF.format(**ports))
        subprocess.run(["postfix", "-c", config, "check"], check=True, capture_output=True)
        self.run("dovecot", "-F", "-c", self.home / "dovecot.conf")
        self.run(POSTFIX, "-c", config, "-d")
        wait_for(lambda: answers(self.imap_port) and answers(self.smtp_port))

    def user(self, address: str) -> str:
        mbox = f"userdb_mail=mbox:{self.box(address)}/mail:INBOX={self.box(address)}/inbox"
        extra = mbox if address == OLD_HAND else ""
        return f"{address}:{{PLAIN}}{PASSWORD}:{UID}:{UID}::{self.box(address)}::{extra}\n"

    def run(self, *command: object) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen([str(word) for word in command], start_new_session=True, **quiet))

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:
        """Somebody else's mail program sends it."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=10) as smtp:
            smtp.login(sender, PASSWORD)
            smtp.sendmail(sender, [recipient], raw)

    def box(self, address: str) -> Path:
        return self.home / "boxes" / address

    def lying(self, address: str) -> list[bytes]:
        folder = self.box(address)
        files = [file for name in ("new", "cur") if (folder / name).is_dir() for file in (folder / name).iterdir()]
        return [file.read_bytes() for file in sorted(files)]

    def arrived(self, address: str, count: int) -> list[bytes]:
        """What lies in the box, as soon as it is so many."""
        wait_for(lambda: len(self.lying(address)) >= count)
        return self.lying(address)

    def fill(self, mails: Iterator[bytes]) -> None:
        """The folder of OLD_HAND as it has become over years."""
        folder = self.box(OLD_HAND)
        folder.mkdir()
        with (folder / "inbox").open("wb") as file:
            for raw in mails:
                file.write(b"From nobody@far.example Mon Nov  2 09:00:00 2026\n" + raw.replace(b"\r\n", b"\n") + b"\n")
        for path in (folder, folder / "inbox"):
            shutil.chown(path, UID, UID)

    def tail(self) -> bytes:
        return (self.box(OLD_HAND) / "inbox").read_bytes()[-5_000:]

    def rebuild(self, address: str) -> None:
        """The server has lost its numbers: another UIDVALIDITY over the same mail."""
        folder = self.box(address)
        for file in folder.glob("dovecot*"):
            file.unlink()
        until = int(time.time()) + 1  # Dovecot takes the second as the new value
        wait_for(lambda: time.time() > until)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as one:
            one.settimeout(5)
            return bool(one.recv(10))
    except OSError:
        return False


def wait_for(true, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


def are_here() -> bool:
    """Whether both servers may be started here: as root, from Debian's packages, which are fetched the first time."""
    if os.geteuid() == 0 and not installed() and shutil.which("apt-get"):
        install()
    return os.geteuid() == 0 and installed()


def installed() -> bool:
    return bool(shutil.which("dovecot", path="/usr/sbin") and Path(LMTP).exists() and Path(POSTFIX).exists())


def install() -> None:
    """By whichever test process comes first. The services of the packages are not started."""
    with (Path(tempfile.gettempdir()) / "leadwright-mail-servers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if installed():
            return
        told = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        packages = ["dovecot-imapd", "dovecot-lmtpd", "postfix"]
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], env=told, capture_output=True, check=False, timeout=240)


@pytest.fixture(scope="session")
def debian_post() -> Iterator[DebianPost]:
    home = Path(tempfile.mkdtemp(prefix="lw-post-"))
    home.chmod(0o755)
    post = DebianPost(home)
    try:
        post.start()
        yield post
    finally:
        post.stop()
        shutil.rmtree(home, ignore_errors=True)
