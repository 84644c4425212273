"""The key that signs conversation tokens: made on first start, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.errors import SettingsError

NAME = "secret.key"


def load_secret(home: Path) -> str:
    """The key below `home`, made if there is none. Raises SettingsError where it can't be written or read."""
    file = home / NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w", encoding="ascii") as opened:
                opened.write(secrets.token_hex(32))
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: the secret key can't be made or read: {error}") from error
    if len(key) < 32:
        raise SettingsError(f"{file}: the secret key is damaged; delete the file to have a new one made")
    return key
