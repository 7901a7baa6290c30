"""A server on loopback that speaks the OpenAI chat protocol. A test says what it answers."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "sk-the-key"


@dataclass
class Talker:
    port: int = 0
    says: str = "White."
    status: int = 200
    whole: bytes = b""  # instead of a proper answer
    segments: list[dict] = field(default_factory=list)  # answers to sounds, one after the other
    asked: list[dict] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    talker: Talker

    def do_POST(self):
        talker = self.talker
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        sound = self.path.endswith("/audio/transcriptions")
        asked = {"sound": sent, "model": "whisper-1"} if sound else json.loads(sent)
        talker.asked.append({"path": self.path, **asked})
        status = talker.status if self.headers["Authorization"] == f"Bearer {KEY}" else 401
        said = {"choices": [{"index": 0, "message": {"role": "assistant", "content": talker.says}}]}
        said = talker.segments.pop(0) if sound and talker.segments else said
        body = talker.whole or json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_ignored):
        pass


def serve(talker: Talker) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"talker": talker}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    talker.port = server.server_port
    return server
