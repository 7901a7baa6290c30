"""A server on loopback that speaks the OpenAI chat protocol. A test says what it answers."""

import json
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer

from tests.wire.speaking import Speaker, speaking

KEY = "sk-the-key"


@dataclass
class Talker:
    port: int = 0
    says: str = "White."
    status: int = 200
    whole: bytes = b""  # instead of a proper answer
    segments: list[dict] = field(default_factory=list)  # answers to sounds, one after the other
    asked: list[dict] = field(default_factory=list)


class Handler(Speaker):
    what: Talker

    def do_POST(self):
        talker = self.what
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        sound = self.path.endswith("/audio/transcriptions")
        asked = {"sound": sent, "model": "whisper-1"} if sound else json.loads(sent)
        talker.asked.append({"path": self.path, **asked})
        status = talker.status if self.headers["Authorization"] == f"Bearer {KEY}" else 401
        said = {"choices": [{"index": 0, "message": {"role": "assistant", "content": talker.says}}]}
        said = talker.segments.pop(0) if sound and talker.segments else said
        body = talker.whole or json.dumps(said).encode()
        self.answer(status, body)


def serve(talker: Talker) -> ThreadingHTTPServer:
    return speaking(Handler, talker)
