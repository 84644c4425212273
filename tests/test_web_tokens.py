"""The colours keep WCAG 2.2 AA, light and dark: 4.5:1 for text, 3:1 for lines of controls."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "web/static/tokens.css").read_text("utf-8")
TEXT = [
    (ink, ground) for ink in ("ink", "quiet", "accent", "trouble") for ground in ("paper", "sheet")
] + [
    ("ink", "tint"),
    ("quiet", "tint"),
    ("accent", "tint"),
    ("on-accent", "accent"),
    ("on-marker", "marker"),
    ("on-marker", "marker-soft"),
    ("care", "care-tint"),
    ("ink", "care-tint"),
    ("care-tint", "care"),
]  # fmt: skip
LINES = [("edge", "paper"), ("edge", "sheet"), ("accent", "paper")]


def colours(scheme: str) -> dict[str, str]:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    dark = dark.split("@media")[0]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme):
    colour = colours(scheme)
    low = [
        (pair, contrast(colour[pair[0]], colour[pair[1]]))
        for pair in TEXT
        if contrast(colour[pair[0]], colour[pair[1]]) < 4.5
    ]
    low += [
        (pair, contrast(colour[pair[0]], colour[pair[1]]))
        for pair in LINES
        if contrast(colour[pair[0]], colour[pair[1]]) < 3
    ]
    assert low == []


def test_dark_sets_every_colour():
    assert colours("light").keys() == colours("dark").keys()
    light_only = [name for name, value in colours("light").items() if colours("dark")[name] == value]
    assert light_only == []


def test_styles_use_only_tokens_for_colours():
    for file in Path(__file__).parent.parent.joinpath("web/static").glob("*.css"):
        if file.name != "tokens.css":
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", file.read_text("utf-8")), file.name


def test_every_token_used_exists():
    names = set(re.findall(r"--([\w-]+):", TOKENS))
    for file in Path(__file__).parent.parent.joinpath("web/static").glob("*.css"):
        assert set(re.findall(r"var\(--([\w-]+)", file.read_text("utf-8"))) <= names, file.name
