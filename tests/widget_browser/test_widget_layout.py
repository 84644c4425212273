"""Small screens, text spacing, motion, dark mode, and any school colour."""

from __future__ import annotations

from typing import Any

import pytest
from widget_chat import Start

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (390, 844)])
@pytest.mark.parametrize("spaced", [False, True])
def test_nothing_is_cut_off_or_scrolls_sideways(chat: Start, width: int, height: int, spaced: bool) -> None:
    shown = chat("shape", width=width, height=height).open()
    if spaced:
        shown.run(
            """(chat) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`p { margin-bottom: 2em !important }
                * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }`);
              chat.shadowRoot.adoptedStyleSheets.push(sheet);
            }"""
        )
    for question in ("compare", "table", "wide", "follow", "crisis", "x" * 300):
        shown.ask(question)
    wide = shown.run(
        """(chat) => [chat.log, chat.panel, ...chat.shadowRoot.querySelectorAll(".reply *, .question")]
          .filter((one) => one.checkVisibility() && !one.closest(".sr, .chips, .chip"))
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
            || one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => [one.className || one.tagName, one.scrollWidth, one.clientWidth])"""
    )
    assert wide == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    if height > 500:
        box = shown(".input").bounding_box()
        assert box["y"] + box["height"] <= height, "the question box is on the screen"


def test_rows_become_cards_where_there_is_no_room(chat: Start) -> None:
    def shape(width: int, question: str) -> str:
        shown = chat("shape", width=width).open()
        shown.ask(question)
        return shown("table tbody tr").first.evaluate("(row) => getComputedStyle(row).display")

    assert shape(1280, "table") == "table-row"
    assert shape(1280, "wide") == "table-row"
    assert shape(390, "wide") == "block"
    assert shape(320, "table") == "block"


def test_motion_only_where_it_is_wanted(chat: Start) -> None:
    moving = "(chat) => [getComputedStyle(chat.panel).animationName, getComputedStyle(chat.log).scrollBehavior]"
    assert chat(reduced_motion="reduce").open().run(moving) == ["none", "auto"]
    assert chat(reduced_motion="no-preference").open().run(moving) == ["rise", "smooth"]


def test_dark_follows_the_system_unless_the_page_says_otherwise(chat: Start) -> None:
    ground = "(chat) => getComputedStyle(chat.panel).backgroundColor"
    light, dark = "rgb(251, 249, 244)", "rgb(22, 24, 26)"
    assert chat().open().run(ground) == light
    assert chat(color_scheme="dark").open().run(ground) == dark
    assert chat(color_scheme="dark", attrs='theme="light"').open().run(ground) == light
    assert chat(attrs='theme="dark"').open().run(ground) == dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["#ffcc00", "#000000", "#ffffff", "#7a1f3d", "#777777", "navy", "hotpink"])
def test_any_school_colour_can_be_read(chat: Start, colour: str, scheme: str) -> None:
    shown = chat(attrs=f'colour="{colour}"', color_scheme=scheme, width=390).open()
    shown.ask("prose")
    pairs = shown.run(
        """(chat) => {
          const pen = document.createElement("canvas").getContext("2d");
          const light = (colour) => {
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
              .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
              .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], .05);
          };
          const ratio = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
          const [send, link, panel] = [".send", ".after .link", ".panel"]
            .map((name) => getComputedStyle(chat.shadowRoot.querySelector(name)));
          return [ratio(send.color, send.backgroundColor), ratio(link.color, panel.backgroundColor)];
        }"""
    )
    assert min(pairs) >= 4.5, pairs


def test_right_to_left_turns_everything_round(chat: Start) -> None:
    def sides(shown: Any) -> list[bool]:
        middle = shown(".panel").bounding_box()["x"] + shown(".panel").bounding_box()["width"] / 2
        return [shown(name).bounding_box()["x"] < middle for name in (".header svg", ".x", ".question", ".send")]

    left, right = chat().open(), chat(dir="rtl").open()
    for shown in (left, right):
        shown.ask("prose")
    assert sides(left) == [True, False, False, False]
    assert sides(right) == [False, True, True, True]
    assert right(".panel").bounding_box()["x"] < 100
