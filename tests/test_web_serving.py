"""Starting the server: the key file, a taken port, gunicorn itself."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request

import pytest

from bot.errors import SettingsError
from web.secret import load_secret
from web.serving import PortTaken, check_port

GUIDE = "# Baker\n\n## How much does a baker earn?\n\nA baker earns $34,000 a year. A baker starts at 4:00.\n"


def test_the_key_is_made_once_and_private(tmp_path):
    home = tmp_path / "new" / "home"
    key = load_secret(home)
    assert len(key) == 64
    assert load_secret(home) == key
    if os.name == "posix":
        assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64])
def test_a_damaged_key_is_named(tmp_path, content):
    (tmp_path / "secret.key").write_bytes(content)
    with pytest.raises(SettingsError, match=r"secret\.key"):
        load_secret(tmp_path)


def test_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError):
        load_secret(tmp_path / "file")


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port(taken):
    with pytest.raises(PortTaken, match="--port"):
        check_port("127.0.0.1", taken)
    with pytest.raises(PortTaken):
        check_port("256.1.1.1", 8000)


def run(*arguments: str, home, **options):
    environment = os.environ | {"GUIDEPOST_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "web", *arguments]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )


def test_a_taken_port_is_one_line(taken, tmp_path):
    with run("--port", str(taken), home=tmp_path) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out == ""
    assert re.fullmatch(r"guidepost: can't listen on .* \(choose another with --port\)\n", err)


def test_guides_that_are_not_there(tmp_path):
    with run("--port", "0", home=tmp_path) as process:
        assert process.wait(60) == 2
        process.communicate()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with run("--port", str(port), "--guides", str(tmp_path / "none"), home=tmp_path) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "none" in err
    assert "Traceback" not in err


@pytest.mark.skipif(os.name != "posix", reason="gunicorn needs fork")
def test_gunicorn_answers_and_logs_nothing(tmp_path):
    guide = tmp_path / "baker.md"
    guide.write_text(GUIDE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with run("--port", str(port), "--guides", str(guide), "--workers", "2", home=tmp_path / "home") as process:
        try:
            lines = [process.stdout.readline() for _ in range(4)]
            assert f"http://127.0.0.1:{port}/guides" in "".join(lines)
            context = None
            for message in ("how much does a baker earn, my name is Ann?", "and when does a baker start?"):
                body = json.dumps({"message": message, "context": context}).encode()
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/api/chat", body, {"Content-Type": "application/json"}
                )
                with urllib.request.urlopen(request, timeout=10) as response:
                    context = json.load(response)["context"]
            with socket.create_connection(("127.0.0.1", port)) as broken:
                broken.sendall(b"NONSENSE my name is Ann\r\n\r\n")
                broken.settimeout(5)
                broken.recv(1000)
        finally:
            process.send_signal(signal.SIGTERM)
            started = time.monotonic()
            out, err = process.communicate(timeout=30)
    assert time.monotonic() - started < 10
    assert "Ann" not in out + err
    assert "127.0.0.1" not in out + err
