"""Web push (RFC 8030): a notice is encrypted for one browser (RFC 8291) and signed as ours (VAPID, RFC 8292), so that
the push service in between can neither read it nor pass somebody else's off as ours."""

import base64
import json
import logging
import os
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.translation import override
from py_vapid import Vapid02

from leadwright.kit.files import kept_once
from leadwright.kit.http import NotFetched, send
from leadwright.web.models import Device, Notice
from leadwright.web.noticing import wanting

log = logging.getLogger(__name__)
STILL_NEWS = timedelta(hours=1)
KEPT_SECONDS = 6 * 3600  # how long the push service keeps it for a browser that is closed
GONE = {404, 410}
MOST = 200


@lru_cache(maxsize=1)
def signer() -> Vapid02:
    """The installation's own key pair, made once and kept in its home."""
    made = ec.generate_private_key(ec.SECP256R1())
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = kept_once(settings.HOME / "push.pem", made.private_bytes(*form).decode())
    return Vapid02.from_pem(pem.encode())


def public_key() -> str:
    """What a browser is told when it subscribes: only who has the other half may wake it."""
    point = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    return base64.urlsafe_b64encode(signer().public_key.public_bytes(*point)).decode().rstrip("=")


def push_out(now: datetime) -> int:
    """Each notice to each device of its member, at most once: it is marked before it leaves. How many went out."""
    rows = Notice.objects.filter(pushed_at=None, seen_at=None, at__gt=now - STILL_NEWS).filter(wanting("by_push"))
    rows = rows.filter(member__devices__isnull=False).distinct().select_related("member__user", "lead").order_by("pk")
    sent = 0
    for notice in rows[:MOST]:
        if Notice.objects.filter(pk=notice.pk, pushed_at=None).update(pushed_at=now):
            sent += sum(push(notice, device) for device in notice.member.devices.all())
    return sent


def push(notice: Notice, device: Device) -> bool:
    with override(notice.member.user.language):
        told = {"title": notice.title, "text": notice.text, "address": notice.address, "tag": notice.key}
    try:
        body = encrypted(json.dumps(told).encode(), device)
        answer = send("POST", device.endpoint, headers=headers(device.endpoint, len(body)), body=body)
    except (NotFetched, ValueError) as error:
        log.warning("a device of member %s was not reached: %s", device.member_id, type(error).__name__)
        return False
    if answer.status in GONE:
        device.delete()
    return answer.well


def encrypted(words: bytes, device: Device) -> bytes:
    """One record of aes128gcm, for the device's keys and with a key pair of its own."""
    once = ec.generate_private_key(ec.SECP256R1())
    keys = {"dh": decoded(device.public_key), "auth_secret": decoded(device.secret)}
    return http_ece.encrypt(words, salt=os.urandom(16), private_key=once, version="aes128gcm", **keys)


def headers(endpoint: str, length: int) -> dict[str, str]:
    """How long the signature holds is said by the library, by the real clock: the push service knows no market."""
    parts = urlsplit(endpoint)
    us = settings.PUBLIC_URL if settings.PUBLIC_URL.startswith("https://") else "https://localhost"
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": us}
    return {
        **signer().sign(claims),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Content-Length": str(length),
        "TTL": str(KEPT_SECONDS),
        "Urgency": "normal",
    }


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
