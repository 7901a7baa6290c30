"""What a provider of mail says about itself: where its log-in is, what is asked for, and where its doors are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`smtp` and `imap` are host, port and security (channels/models.py)."""

    code: str
    name: str
    authorize_url: str
    token_url: str
    scope: str
    extra: tuple[tuple[str, str], ...]
    smtp: tuple[str, int, str]
    imap: tuple[str, int, str]
