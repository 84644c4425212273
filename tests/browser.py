"""Find a real browser for the tests, or install Debian's as root. In CI a missing one is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The path of an installed browser, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Chromium by name where that is possible: as root on Debian."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "check": False}
        subprocess.run(["apt-get", "update"], **quiet)
        command = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet)


def main() -> int:
    if not find():
        install()
    if path := find():
        print(f"browser for the tests: {path}")
        return 0
    in_ci = os.environ.get("CI") == "true"
    print("no browser found: its tests " + ("fail, as CI must have one" if in_ci else "are skipped"), file=sys.stderr)
    return 1 if in_ci else 0


if __name__ == "__main__":
    sys.exit(main())
