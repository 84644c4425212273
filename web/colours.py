"""A school's colour made readable: shifted until it keeps WCAG 2.2 AA on the light and on the dark ground."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TEXT = 4.5  # WCAG 2.2, 1.4.3
_TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: object) -> bool:
    return isinstance(text, str) and _COLOUR.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Relative luminance, 0..1, as defined in WCAG 2.2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1..21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with this share, 0..1, of `other`."""
    parts = (
        round(int(colour[place : place + 2], 16) * (1 - share) + int(other[place : place + 2], 16) * share)
        for place in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@cache
def tokens(scheme: str) -> dict[str, str]:
    """The colours of static/tokens.css for "light" or "dark"."""
    text = (Path(__file__).parent / "static" / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    found = dict(_TOKEN.findall(light))
    return found | (dict(_TOKEN.findall(dark.split("@media")[0])) if scheme == "dark" else {})


def readable(colour: str, scheme: str) -> str:
    """The colour, darkened on the light ground or lightened on the dark one, until text in it can be read."""
    grounds = [tokens(scheme)[name] for name in ("paper", "sheet", "tint")]
    towards = "#000000" if scheme == "light" else "#ffffff"
    for step in range(101):
        tried = mixed(colour.lower(), towards, step / 100)
        if all(contrast(tried, ground) >= TEXT for ground in grounds):
            return tried
    return towards


def style_sheet(colour: str) -> str:
    """The style sheet that puts a site's colour in place of the accent."""
    light, dark = readable(colour, "light"), readable(colour, "dark")
    on_light = "#ffffff" if contrast("#ffffff", light) >= TEXT else "#000000"
    on_dark = mixed(dark, "#000000", 0.88)
    return (
        f":root {{ --accent: {light}; --on-accent: {on_light}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --on-accent: {on_dark}; }} }}\n"
    )
