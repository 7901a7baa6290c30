"""SMTP out. A message is either delivered, or not delivered for a reason in words, or nobody can know (RFC 1047).

`DATA` is handled by hand: `commit()` is called after the server said 354 and before the first byte of the body, so
that the point of no return is stored before it is passed.
"""

import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leadwright.channels.email.oauth import NotGranted, access_token, xoauth2
from leadwright.channels.models import Mailbox, Security
from leadwright.kit.wires import NotFetched, guard_host

CONNECT_SECONDS = 20
REPLY_SECONDS = 60
# RFC 5321, 4.5.3.2.6: a server may take ten minutes over the final dot; who gives up earlier makes doubtful sends.
DOT_SECONDS = 600
EOL = re.compile(rb"\r\n|\r|\n")
DOT_AT_START = re.compile(rb"(?m)^\.")
UNSHOWABLE = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]+")
# Enhanced codes (RFC 3463) that speak of the address itself, not of us, of the content or of the hour.
BAD_ADDRESS = re.compile(r"\b5\.(1\.[1236]|2\.1|1\.10|5\.4)\b")
NOT_THE_ADDRESS = re.compile(r"\b5\.[2-7]\.\d+\b")


class NotDelivered(Exception):
    """One mail was not delivered. `reason` is for a rep.

    `permanent`: trying again is of no use. `ambiguous`: it may have been delivered all the same, so it must not be
    tried again. `code` is for the rooms above: bad_address, refused, busy, no_connection, log_in, withdrawn, no_answer.
    """

    def __init__(self, reason: str, permanent: bool, ambiguous: bool, code: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.ambiguous = ambiguous
        self.code = code


@dataclass(frozen=True)
class Receipt:
    """The server took the mail; `words` is what it said."""

    words: str


def connect(mailbox: Mailbox, *, reply_seconds: float = REPLY_SECONDS, dot_seconds: float = DOT_SECONDS) -> "Wire":
    """An open, logged-in connection; raises NotDelivered. Used as a context manager it closes itself."""
    wire = Wire(mailbox, reply_seconds, dot_seconds)
    wire.open()
    return wire


class Wire:
    """One connection for many mails. After a failure it is opened again when the next mail asks for it."""

    def __init__(self, mailbox: Mailbox, reply_seconds: float, dot_seconds: float) -> None:
        self.mailbox = mailbox
        self.reply_seconds = reply_seconds
        self.dot_seconds = dot_seconds
        self.smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *failure: object) -> None:
        self.quit()

    def open(self) -> None:
        """Connect, secure, log in. Nothing of a mail has been said when this fails."""
        if self.smtp is None:
            self.smtp = dial(self.mailbox, self.reply_seconds)

    def takes_utf8(self) -> bool:
        """Whether the server takes addresses in any letters (RFC 6531). Asked before a mail is built for it."""
        self.open()
        return bool(self.smtp.has_extn("smtputf8"))

    def deliver(self, raw: bytes, *, sender: str, recipient: str, commit: Callable[[], bool]) -> Receipt:
        """Hand over one mail. Raises NotDelivered; whatever `commit` raises comes through, with nothing sent."""
        self.open()
        body = DOT_AT_START.sub(b"..", EOL.sub(b"\r\n", raw))
        if not body.endswith(b"\r\n"):
            body += b"\r\n"
        try:
            self._announce(sender, recipient, len(body))
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise broken_off(self.mailbox.smtp_host, error) from None
        try:
            agreed = commit()
        except BaseException:
            self.drop()
            raise
        if not agreed:
            # After 354 the only way back is to hang up before the dot.
            self.drop()
            raise NotDelivered(_("It was withdrawn at the last moment."), True, False, "withdrawn")
        return self._hand_over(body)

    def _announce(self, sender: str, recipient: str, size: int) -> None:
        """MAIL, RCPT, DATA up to 354: a refusal here means that nothing was submitted."""
        options = [f"size={size}"] if self.smtp.has_extn("size") else []
        in_ascii = recipient.isascii() and sender.isascii()
        if not in_ascii:
            options += ["SMTPUTF8", "BODY=8BITMIME"] if self.smtp.has_extn("8bitmime") else ["SMTPUTF8"]
        self.smtp.command_encoding = "us-ascii" if in_ascii else "utf-8"
        if self.smtp.has_extn("pipelining"):
            return self._announce_at_once(sender, recipient, options)
        self._expect(self.smtp.mail(sender, options), {250}, "mail")
        self._expect(self.smtp.rcpt(recipient), {250, 251}, "rcpt")
        self._expect(self.smtp.docmd("DATA"), {354}, "data")

    def _announce_at_once(self, sender: str, recipient: str, options: list[str]) -> None:
        """The three in one group (RFC 2920): one way to the server and back instead of three."""
        lines = [" ".join([f"mail FROM:<{sender}>", *options]), f"rcpt TO:<{recipient}>", "DATA"]
        if any(character in address for address in (sender, recipient) for character in "\r\n<>"):
            raise ValueError("not an address")
        self.smtp.send("".join(f"{line}\r\n" for line in lines))
        refused = None
        for stage, codes in (("mail", {250}), ("rcpt", {250, 251}), ("data", {354})):
            code, words = self.smtp.getreply()
            if code not in codes:
                refused = refused or (code, words, stage)
            if code == 421:
                break
        if refused is None:
            return
        if code == 354:  # the server waits for a body all the same: only hanging up sends none
            self.drop()
            raise refusal(refused[0], said(refused[1]), refused[2])
        self._refuse(*refused)

    def _hand_over(self, body: bytes) -> Receipt:
        host = self.mailbox.smtp_host
        try:
            self.smtp.sock.sendall(body)
        except OSError as error:
            # Without the dot no server may accept what it has got.
            self.drop()
            raise broken_off(host, error) from None
        try:
            self.smtp.sock.settimeout(self.dot_seconds)
            self.smtp.sock.sendall(b".\r\n")
            code, words = self.smtp.getreply()
            self.smtp.sock.settimeout(self.reply_seconds)
        except (OSError, smtplib.SMTPException):
            self.drop()
            raise doubtful(host) from None
        if 200 <= code < 300:
            return Receipt(said(words))
        if not 400 <= code < 600:
            self.drop()
            raise doubtful(host)
        self._refuse(code, words, "body")
        raise AssertionError("a refusal raises")

    def _expect(self, answer: tuple[int, bytes], codes: set[int], stage: str) -> None:
        code, words = answer
        if code not in codes:
            self._refuse(code, words, stage)

    def _refuse(self, code: int, words: bytes, stage: str) -> None:
        """Put the connection back into order and say in words what the server refused."""
        if code == 421 or not 400 <= code < 600:
            self.drop()
        else:
            try:
                self.smtp.rset()
            except (OSError, smtplib.SMTPException):
                self.drop()
        raise refusal(code, said(words), stage)

    def quit(self) -> None:
        if self.smtp is not None:
            try:
                self.smtp.quit()
            except (OSError, smtplib.SMTPException):
                self.drop()
            self.smtp = None

    def drop(self) -> None:
        """Hang up without a word."""
        if self.smtp is not None:
            self.smtp.close()
            self.smtp = None


def dial(mailbox: Mailbox, seconds: float) -> smtplib.SMTP:
    host, port, security = mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security
    try:
        address = guard_host(host, port)
    except NotFetched as error:
        raise NotDelivered(error.sentence, False, False, "no_connection") from None
    on_this_machine = ipaddress.ip_address(address).is_loopback
    if security == Security.PLAIN and not on_this_machine:
        raise NotDelivered(
            _("%(host)s is not this machine: mail leaves only over TLS.") % {"host": host}, True, False, "no_connection"
        )
    client = (PinnedTls if security == Security.TLS else Pinned)(address, mailbox)
    try:
        code, words = client.connect(host, port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)
        client.timeout = seconds
        client.sock.settimeout(seconds)
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.ehlo_or_helo_if_needed()
        if security == Security.STARTTLS:
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        log_in(client, mailbox, on_this_machine)
    except NotDelivered:
        client.close()
        raise
    except (OSError, smtplib.SMTPException) as error:
        client.close()
        raise no_connection(host, port, error) from None
    return client


def log_in(client: smtplib.SMTP, mailbox: Mailbox, on_this_machine: bool) -> None:
    host = mailbox.smtp_host
    if not client.has_extn("auth"):
        if on_this_machine:
            return
        raise NotDelivered(_("%(host)s does not offer a log-in.") % {"host": host}, True, False, "log_in")
    try:
        if mailbox.provider:
            with_token(client, mailbox)
        else:
            client.login(mailbox.username, mailbox.password)
    except smtplib.SMTPAuthenticationError as error:
        if 400 <= error.smtp_code < 500:
            raise NotDelivered(
                _("%(host)s cannot check the log-in just now.") % {"host": host}, False, False, "busy"
            ) from None
        raise NotDelivered(
            _("%(host)s refused the user name or the password.") % {"host": host}, True, False, "log_in"
        ) from None
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        raise NotDelivered(
            _("%(host)s knows no way to log in that we know.") % {"host": host}, True, False, "log_in"
        ) from None


def with_token(client: smtplib.SMTP, mailbox: Mailbox) -> None:
    """XOAUTH2. A refusal comes as a challenge that wants an empty answer before its 535."""
    try:
        told = xoauth2(mailbox.username, access_token(mailbox))
    except NotGranted as error:
        code = "log_in" if error.for_good else "busy"
        raise NotDelivered(error.sentence, error.for_good, False, code) from None
    client.auth("XOAUTH2", lambda challenge=None: told if challenge is None else "")


class Pinned(smtplib.SMTP):
    """Connects to the address that was judged; TLS still speaks to the name."""

    def __init__(self, address: str, mailbox: Mailbox) -> None:
        self.address = address
        # Without a name of its own smtplib asks the resolver for one at each connection.
        super().__init__(local_hostname=mailbox.domain, timeout=CONNECT_SECONDS)
        self._host = mailbox.smtp_host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection((self.address, port), timeout)


class PinnedTls(Pinned):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        raw = super()._get_socket(host, port, timeout)
        return ssl.create_default_context().wrap_socket(raw, server_hostname=self._host)


def said(words: bytes) -> str:
    """What a server said, fit to be shown and kept: it is other people's text."""
    return UNSHOWABLE.sub(" ", words.decode("utf-8", "replace")).strip()[:160]


def refusal(code: int, words: str, stage: str) -> NotDelivered:
    quoted = {"code": code, "words": words}
    if not 500 <= code < 600:
        return NotDelivered(
            _("The server asks us to come back later: %(code)s %(words)s") % quoted, False, False, "busy"
        )
    if BAD_ADDRESS.search(words) or (stage == "rcpt" and code in {550, 551, 553} and not NOT_THE_ADDRESS.search(words)):
        return NotDelivered(
            _("The address does not take mail: %(code)s %(words)s") % quoted, True, False, "bad_address"
        )
    return NotDelivered(_("The server refused it: %(code)s %(words)s") % quoted, True, False, "refused")


def broken_off(host: str, error: Exception) -> NotDelivered:
    if isinstance(error, TimeoutError):
        reason = _("%(host)s did not answer in time. Nothing was sent.")
    else:
        reason = _("%(host)s broke off the connection. Nothing was sent.")
    return NotDelivered(reason % {"host": host}, False, False, "no_connection")


def doubtful(host: str) -> NotDelivered:
    return NotDelivered(
        _("%(host)s took the whole e-mail and then did not say whether it keeps it.") % {"host": host},
        False,
        True,
        "no_answer",
    )


def no_connection(host: str, port: int, error: Exception) -> NotDelivered:
    named = {"host": host, "port": port}
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = _("The certificate of %(host)s does not prove that it is %(host)s.") % named
    elif isinstance(error, ssl.SSLError):
        reason = _("%(host)s does not speak TLS on port %(port)s the way that was chosen.") % named
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        reason = _("%(host)s does not offer STARTTLS on port %(port)s.") % named
    elif isinstance(error, TimeoutError):
        reason = _("%(host)s did not answer on port %(port)s in time.") % named
    elif isinstance(error, smtplib.SMTPResponseException):
        reason = _("%(host)s does not take us in: %(code)s %(words)s") % {
            **named,
            "code": error.smtp_code,
            "words": said(error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()),
        }
    else:
        reason = _("%(host)s could not be reached on port %(port)s.") % named
    return NotDelivered(reason, False, False, "no_connection")
