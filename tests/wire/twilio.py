"""A server on loopback that speaks Twilio's voice API: it takes calls, asks what to do with them, tells how they go,
each message signed. A test says what happens on the line."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen
from xml.etree.ElementTree import Element, fromstring

from tests.wire.speaking import Speaker, speaking

ACCOUNT, TOKEN = "AC0123", "the auth token"


@dataclass
class Exchange:
    """What was asked of it, and what it does with the calls."""

    port: int = 0
    refusal: str = ""
    calls: dict[str, dict] = field(default_factory=dict)
    recordings: list[tuple[str, dict]] = field(default_factory=list)
    sounds: dict[str, bytes] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)

    def answer(self, sid: str) -> Element:
        """The rep takes the phone: we are asked what to do, and the lead is rung."""
        call = self.calls[sid]
        self.tell(call["StatusCallback"], CallSid=sid, CallStatus="in-progress")
        call["words"] = fromstring(self.tell(call["Url"], CallSid=sid, CallStatus="in-progress"))
        return call["words"]

    def theirs(self, sid: str, status: str, **more: str) -> None:
        """The lead's end of the call."""
        called = self.calls[sid]["words"].find(".//Number")
        self.tell(called.get("statusCallback"), CallSid=f"{sid}-2", ParentCallSid=sid, CallStatus=status, **more)

    def ours(self, sid: str, status: str, **more: str) -> None:
        self.tell(self.calls[sid]["StatusCallback"], CallSid=sid, CallStatus=status, **more)

    def tell(self, url: str, *, token: str = TOKEN, **fields: str) -> bytes:
        written = "".join(name + fields[name] for name in sorted(fields))
        mark = base64.b64encode(hmac.new(token.encode(), (url + written).encode(), hashlib.sha1).digest())
        request = Request(url, urlencode(fields).encode(), {"X-Twilio-Signature": mark.decode()})
        try:
            with urlopen(request) as response:
                self.answers.append(response.status)
                return response.read()
        except HTTPError as error:
            self.answers.append(error.code)
            return b""


class Handler(Speaker):
    what: Exchange

    def do_GET(self):
        sid = self.path.split("/")[-1].partition(".mp3?RequestedChannels=2")[0]
        if "/Recordings/" in self.path and sid in self.what.sounds:
            return self.checked({}, 200, sound=self.what.sounds[sid])
        if "/Recordings/" in self.path:
            return self.checked({"message": "Not found"}, 404)
        return self._account()

    def do_DELETE(self):
        sid = self.path.split("/")[-1].removesuffix(".json")
        return self.checked({}, 204 if self.what.sounds.pop(sid, None) else 404)

    def _account(self):
        self.checked({"sid": ACCOUNT, "friendly_name": "Northmark"}, 200)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body, strict_parsing=True).items()}
        parts = self.path.split("/")
        assert parts[1:4] == ["2010-04-01", "Accounts", ACCOUNT], self.path
        if parts[4:] == ["Calls.json"]:
            sid = f"CA{len(self.what.calls)}"
            self.what.calls[sid] = asked
            return self.checked({"sid": sid, "status": "queued"}, 201)
        if parts[-1] == "Recordings.json":
            self.what.recordings.append((parts[5], asked))
            return self.checked({"sid": "RE0", "status": "in-progress"}, 201)
        self.what.calls[parts[5].removesuffix(".json")]["Status"] = asked["Status"]
        return self.checked({"sid": parts[5], "status": asked["Status"]}, 200)

    def checked(self, said: dict, status: int, sound: bytes = b"") -> None:
        secret = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.headers["Authorization"] != f"Basic {secret}":
            said, status = {"code": 20003, "message": "Authenticate", "status": 401}, 401
        elif self.what.refusal:
            said, status = {"code": 21211, "message": self.what.refusal, "status": 400}, 400
        body = sound if sound and status == 200 else b"" if status == 204 else json.dumps(said).encode()
        self.answer(status, body)


def serve(exchange: Exchange) -> ThreadingHTTPServer:
    return speaking(Handler, exchange)
