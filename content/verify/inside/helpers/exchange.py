"""HTTP exchanges on loopback, for the programs of the tool `http`."""

import http.client
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

TIMEOUT_S = 5


@dataclass(frozen=True)
class Response:
    """What came back; `headers.get(name)` is blind to case."""

    status: int
    headers: http.client.HTTPMessage
    text: str


def serve(handler: type[BaseHTTPRequestHandler]) -> str:
    """Start a server with this handler in the background, quiet, HTTP/1.1; its base URL."""
    quiet = type("Quiet", (handler,), {"protocol_version": "HTTP/1.1", "log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), quiet)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def request(
    method: str, url: str, headers: Mapping[str, str] | None = None, body: str | bytes | None = None
) -> Response:
    """Send exactly this request; no redirect is followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=TIMEOUT_S)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, body=body, headers=dict(headers or {}))
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return Response(answer.status, answer.headers, text)
