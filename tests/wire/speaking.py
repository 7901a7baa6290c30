"""What servers on loopback that speak somebody's HTTP protocol have in common."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Speaker(BaseHTTPRequestHandler):
    """`what`: what the test holds of the server, with its `port`."""

    what: object

    def answer(self, status: int, body: bytes, media_type: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_ignored) -> None:
        pass


def speaking(handler: type[Speaker], what) -> ThreadingHTTPServer:
    """Started; `what` knows its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), {"what": what}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    what.port = server.server_port
    return server
