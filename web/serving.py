"""Runs the app with gunicorn, or with waitress where gunicorn can't be had. Nothing about a request is logged."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from bot.errors import GuidepostError

THREADS = 16  # measured elsewhere on 2 cores: one process with 16 threads serves some thousand requests a second


class PortTaken(GuidepostError):
    """The address can't be listened on."""


def check_port(host: str, port: int) -> None:
    """Raises PortTaken before anything slow is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise PortTaken(f"can't listen on {host}:{port}: {reason} (choose another with --port)") from error


def serve(app: Any, host: str, port: int, *, workers: int = 1, ready: Callable[[], None]) -> None:
    """Serve until stopped; `ready` is called once connections are accepted."""
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:  # no fork on this system
        from waitress import create_server  # type: ignore[import-not-found]

        server = create_server(app, host=host, port=port, threads=THREADS, ident="guidepost")
        ready()
        server.run()
        return

    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": address,
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "accesslog": None,
        "loglevel": "error",  # its warnings name addresses and request lines
        "timeout": 60,
        "graceful_timeout": 5,
        "keepalive": 5,
        "proc_name": "guidepost",
        "worker_tmp_dir": "/dev/shm" if sys.platform == "linux" and os.access("/dev/shm", os.W_OK) else None,
        "control_socket_disable": True,
        "when_ready": lambda _: ready(),
    }

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in options.items():
                if name in self.cfg.settings and value is not None:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()
