"""A bare school page on an origin of its own, with a strict policy: the second port of `python -m web --demo`."""

from __future__ import annotations

import atexit
import contextlib
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = Path(__file__).parent / "templates" / "school.html"
STYLE = Path(__file__).parent / "static" / "school.css"


def policy(bot: str) -> str:
    """As strict as a school may be and still let the widget work."""
    allowed = " ".join(f"{name} {bot};" for name in ("script-src", "connect-src", "frame-src", "form-action"))
    trusted = "require-trusted-types-for 'script'; trusted-types 'none'"
    return f"default-src 'none'; {allowed} style-src 'self'; img-src 'self'; base-uri 'none'; {trusted}"


def make_server(host: str, port: int, bot: str) -> ThreadingHTTPServer:
    """The server for the page; `bot` is Guidepost's origin."""

    class School(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {"/": (PAGE, "text/html"), "/school.css": (STYLE, "text/css")}.get(self.path)
            if not found:
                self.send_response(204)  # also for the icon that browsers ask for
                self.end_headers()
                return
            body = found[0].read_text(encoding="utf-8").replace("{{ bot }}", bot).encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{found[1]}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", policy(bot))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing about a visitor is written anywhere."""

    return ThreadingHTTPServer((host, port), School)


def start(host: str, port: int, bot: str) -> None:
    """Serve the page from a process of its own, which ends with this one."""
    process = subprocess.Popen([sys.executable, "-m", "web.demo_host", host, str(port), bot])
    atexit.register(process.terminate)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        make_server(sys.argv[1], int(sys.argv[2]), sys.argv[3]).serve_forever()
