"""Every state of the widget, under axe with the WCAG 2.2 AA and best-practice rules."""

from __future__ import annotations

from typing import Any

import pytest
from widget_chat import Start

pytestmark = pytest.mark.browser


LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone dark": {"width": 390, "height": 844, "color_scheme": "dark"},
    "320 px": {"width": 320, "height": 640},
    "forced colours": {"forced_colors": "active"},
    "right-to-left": {"dir": "rtl", "width": 820},
    "spanish": {"lang": "es"},
    "more contrast": {"contrast": "more"},
    "school's colour": {"attrs": 'colour="#ffcc00" theme="dark"'},
}
SHAPES = {
    "answer": ("prose", ".reply.answer .quote mark"),
    "table": ("table", ".reply table td mark"),
    "list": ("list", ".quote li mark"),
    "comparison": ("compare", ".columns section + section"),
    "disagreement": ("disagree", ".columns section + section"),
    "correction": ("enginer", ".hint s"),
    "carried over": ("follow", ".drop"),
    "refusal": ("pizza", ".reply.refusal .feedback"),
    "clarification": ("vague", ".reply.clarify .suggestions button"),
    "social": ("hi", ".reply.social"),
    "crisis": ("crisis", '.reply.crisis a[href="tel:988"]'),
    "error": ("explode", ".trouble"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(chat: Start, look: str) -> None:
    shown = chat(**LOOKS[look])
    shown.axe()
    shown.open()
    shown(".suggestions button").first.wait_for()
    shown.axe()
    for name in ("answer", "table", "disagreement", "carried over", "clarification", "refusal", "crisis", "error"):
        question, expected = SHAPES[name]
        shown.ask(question)
        assert shown(f".turn:last-child {expected}").count(), name
    shown.axe()
    shown(".unhelpful, .feedback button:nth-of-type(2)").first.click()
    shown(".turn:nth-child(1) summary").click()
    shown(".turn:nth-child(1) [aria-expanded]").click()
    shown.axe()


@pytest.mark.parametrize("shape", SHAPES)
def test_axe_finds_nothing_in(chat: Start, shape: str) -> None:
    shown = chat(width=390, height=844).open()
    question, expected = SHAPES[shape]
    shown.ask(question)
    assert shown(expected).count()
    shown.axe()


REAL = {
    "answer": "How much does a data scientist earn?",
    "table": "How much does a machine learning engineer earn at each level?",
    "comparison": "who earns more, a data scientist or an mlops engineer?",
    "disagreement": "what is the starting salary of a junior ml engineer in the US",
    "clarify": "how much do they make",
    "refusal": "who is going to win the world cup?",
    "crisis": "I want to kill myself",
    "spanish crisis": "quiero matarme",
}


@pytest.mark.parametrize("state", REAL)
def test_the_real_bot_in_the_widget(chat: Start, state: str) -> None:
    shown = chat("real", width=390, height=844, lang="es" if "spanish" in state else "en").open()
    reply = shown.ask(REAL[state])
    kind = state.split()[-1]
    expected = kind if kind in ("refusal", "crisis", "clarify") else "answer"
    assert f"reply {expected}" in (reply.get_attribute("class") or ""), reply.inner_text()
    if expected == "answer":
        assert reply.locator("mark").count()
        assert reply.locator(".chip").count()
    if state in ("comparison", "disagreement"):
        assert reply.locator(".columns section").count() >= 2
    if expected == "clarify":
        assert reply.locator(".suggestions button").count() >= 2
    if expected == "crisis":
        assert reply.locator('a[href^="tel:"]').count()
    shown.axe()
