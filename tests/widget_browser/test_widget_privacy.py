"""Nothing kept, and no attack run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from widget_chat import Start
from widget_payloads import payloads
from widget_servers import Host

pytestmark = pytest.mark.browser


def test_nothing_is_kept_in_the_browser_before_or_after(chat: Start) -> None:
    kept = """async () => [document.cookie, localStorage.length, sessionStorage.length,
      (await indexedDB.databases()).length, (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length]"""
    shown = chat()
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    assert shown.page.evaluate(kept) == ["", 0, 0, 0, 0, 0]
    assert asked == [], "nothing is requested before the panel is opened"
    shown.open()
    shown.ask("prose secret")
    shown.ask("table")
    assert shown.page.evaluate(kept) == ["", 0, 0, 0, 0, 0]
    assert all(url.startswith(shown.server + "/api/") for url in asked)
    assert not any("secret" in url for url in asked)
    shown.page.reload()
    shown(".launcher").wait_for()
    assert shown(".turn").count() == 0


UNSAFE = """(chat) => {
  const bad = [];
  const known = "DIV SPAN BUTTON svg path H2 H3 H4 P OL UL LI FORM LABEL TEXTAREA SECTION BLOCKQUOTE MARK A B S BDI"
    + " DL DT DD DETAILS SUMMARY CITE SMALL TABLE THEAD TBODY TR TH TD";
  for (const one of chat.shadowRoot.querySelectorAll("*")) {
    if (!known.split(" ").includes(one.tagName)) bad.push(one.tagName);
    for (const { name, value } of one.attributes) {
      if (/^(on|style|src|srcdoc|action|formaction)/.test(name)) bad.push(name + "=" + value);
      if (name === "href" && !/^(https?:\\/\\/|tel:|sms:|mailto:)/.test(value)) bad.push(value);
    }
    if (one.href && !/^(https?|tel|sms|mailto):/.test(one.href)) bad.push(one.href);
  }
  return bad;
}"""


def test_no_attack_in_questions_or_replies_is_ever_run(chat: Start) -> None:
    shown = chat("echo", csp="none").open()
    attacks = payloads()
    assert len(attacks) >= 200
    for start in range(0, len(attacks), 30):
        bad = shown.run(
            """async (chat, attacks) => {
              for (const attack of attacks) {
                const done = new Promise((resolve) => ["answer", "error"].forEach((name) =>
                  chat.addEventListener("guidepost-" + name, resolve, { once: true })));
                if (!chat.ask(attack)) return ["not asked: " + attack];
                const { type } = await done;
                if (type === "guidepost-error") return ["no answer: " + attack];
                await new Promise((resolve) => setTimeout(resolve));
              }
              const folded = "summary, [aria-expanded=false]:not(.launcher)";
              for (const one of chat.shadowRoot.querySelectorAll(folded)) one.click();
              return [];
            }""",
            attacks[start : start + 30],
        )
        assert bad == []
        assert shown.run(UNSAFE) == []
        shown.page.get_by_role("button", name="Start over").click()
    shown.page.wait_for_timeout(300)
    assert shown.page.evaluate("window.hits") == []


def test_no_attack_in_attributes_is_ever_run(chat: Start) -> None:
    shown = chat(csp="none", attrs="inline")
    shown.run(
        """async (chat, attacks) => {
          for (const attack of attacks) {
            for (const name of "title greeting starters colour theme position lang guide site".split(" ")) {
              chat.setAttribute(name, attack);
            }
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }""",
        payloads(),
    )
    shown.page.wait_for_timeout(200)
    assert shown.run(UNSAFE) == []
    assert shown.page.evaluate("window.hits") == []


def test_no_attack_in_a_guide_is_ever_run(
    chromium: Any,
    serve: Callable[[Any], str],
    host: Host,
    tmp_path_factory: pytest.TempPathFactory,
    servers: dict[str, str],
    chat: Any,
) -> None:
    from bot import Bot, Settings
    from web import create_app

    folder = tmp_path_factory.mktemp("hostile")
    attacks = [attack for attack in payloads() if attack.isprintable()][::5]
    for number, attack in enumerate(attacks):
        title = json.dumps(f"Zebra {number} {attack}")
        body = f"## What does zebra{number} earn? {attack}\n\nA zebra{number} earns 5 dollars {attack}.\n"
        text = f"---\ntitle: {title}\n---\n\n{body}"
        (folder / f"guide-{number}.md").write_text(text, encoding="utf-8")
    bot = Bot.from_guides([folder], Settings(home=tmp_path_factory.mktemp("hostile-home"), secret="for tests"))
    servers["hostile"] = serve(create_app(bot, demo=host.address))
    shown = chat("hostile", csp="none").open()
    quoted = 0
    for number in range(0, len(attacks), 3):
        quoted += shown.ask(f"What does zebra{number} earn?").locator("mark").count()
        shown.ask(attacks[number])
    assert quoted > 0
    assert shown.run(UNSAFE) == []
    assert shown.page.evaluate("window.hits") == []
