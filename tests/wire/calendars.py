"""Google and Microsoft as calendars see them: the log-in, freeBusy and events, getSchedule, calendarView and events, on
loopback. It insists on the token, and answers in the words of the two documentations."""

import json
import threading
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit


class Hosted:
    """`taken` is what stands in the calendar beside our events: pairs of ISO times."""

    def __init__(self) -> None:
        self.tokens: set[str] = set()
        self.refreshing = {"refresh-1"}
        self.codes: dict[str, dict] = {}
        self.taken: list[tuple[str, str]] = []
        self.events: dict[str, dict] = {}
        self.has_schedule = True
        self.asked: list[tuple[str, str]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def says_yes(self, permission_url: str, back: str) -> str:
        asked = {name: value[0] for name, value in parse_qs(urlsplit(permission_url).query).items()}
        self.codes["code-1"] = asked
        return f"{back}?{urlencode({'code': 'code-1', 'state': asked['state']})}"

    def fresh(self) -> dict:
        self.tokens = {f"access-{len(self.asked)}"}
        return {"access_token": next(iter(self.tokens)), "expires_in": 3600, "token_type": "Bearer"}

    def token(self, form: dict) -> tuple[int, dict]:
        if form["grant_type"] == "refresh_token":
            return (
                (200, self.fresh()) if form["refresh_token"] in self.refreshing else (400, {"error": "invalid_grant"})
            )
        given = self.codes.pop(form["code"], None)
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if not given or given["code_challenge"] != proof:
            return 400, {"error": "invalid_grant"}
        who = urlsafe_b64encode(json.dumps({"email": "erin@northmark.example"}).encode()).decode().rstrip("=")
        return 200, {**self.fresh(), "refresh_token": "refresh-1", "id_token": f"e30.{who}.sig"}

    def answer(self, method: str, path: str, query: dict, body: dict) -> tuple[int, dict]:
        """Both at once: their paths differ."""
        if path == "/calendar/v3/freeBusy":
            busy = [{"start": start, "end": end} for start, end in [*self.taken, *self._ours()]]
            return 200, {"kind": "calendar#freeBusy", "calendars": {"primary": {"busy": busy}}}
        if path == "/v1.0/me/calendar/getSchedule":
            if not self.has_schedule:
                return 403, {"error": {"code": "ErrorAccessDenied"}}
            items = [self._item(start, end) for start, end in [*self.taken, *self._ours()]]
            return 200, {"value": [{"scheduleId": body["schedules"][0], "scheduleItems": items}]}
        if path == "/v1.0/me/calendarView":
            return self._view(query)
        return self._event(method, path, body)

    def _view(self, query: dict) -> tuple[int, dict]:
        """One event a page."""
        at, times = int(query.get("$skip", "0")), [*self.taken, *self._ours()]
        told = {"value": [{**self._item(*times[at]), "showAs": "busy", "isCancelled": False}] if times else []}
        if at + 1 < len(times):
            told["@odata.nextLink"] = f"https://graph.example/v1.0/me/calendarView?$skip={at + 1}"
        return 200, told

    def _event(self, method: str, path: str, body: dict) -> tuple[int, dict]:
        named = unquote(path.rpartition("/events")[2].strip("/"))
        if method == "POST":
            same = [
                key for key, event in self.events.items() if event.get("transactionId", "") == body.get("transactionId")
            ]
            named = body.get("id") or (same[0] if same else f"AAMk{len(self.events)}=")
            if body.get("id") in self.events:
                return 409, {}
        elif named not in self.events:
            return 404, {}
        if method == "DELETE":
            self.events.pop(named)
            return 204, {}
        if method != "GET":
            self.events[named] = {**self.events.get(named, {}), **body}
        return 200, {**self.events[named], "id": named}

    def _ours(self) -> list[tuple[str, str]]:
        return [(event["start"]["dateTime"], event["end"]["dateTime"]) for event in self.events.values()]

    def _item(self, start: str, end: str) -> dict:
        said = [{"dateTime": f"{at.rstrip('Z')}.0000000", "timeZone": "UTC"} for at in (start, end)]
        return {"status": "busy", "start": said[0], "end": said[1]}

    def handler(self) -> type[BaseHTTPRequestHandler]:
        hosted = self

        class Handler(BaseHTTPRequestHandler):
            def asked(self) -> None:
                parts = urlsplit(self.path)
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                hosted.asked.append((self.command, parts.path))
                query = {name: value[0] for name, value in parse_qs(parts.query).items()}
                if parts.path.endswith("/token"):
                    self.tell(*hosted.token({name: value[0] for name, value in parse_qs(raw).items()}))
                elif self.headers.get("Authorization", "").removeprefix("Bearer ") not in hosted.tokens:
                    self.tell(401, {"error": {"code": 401}})
                else:
                    self.tell(*hosted.answer(self.command, parts.path, query, json.loads(raw or "{}")))

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = asked

            def tell(self, status: int, told: dict) -> None:
                raw = b"" if status == 204 else json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *told) -> None: ...

        return Handler
