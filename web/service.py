"""What the routes share: the sites with their bots, and the feedback counts."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from bot import Bot
from bot.errors import SettingsError
from bot.records import Guide, Source
from web import texts
from web.sites import DEFAULT, Site


@dataclass
class Tally:
    """Feedback, counted in memory and never more than counted."""

    counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, verdict: str) -> None:
        with self._lock:
            self.counts[verdict] += 1


class Service:
    """Answers for sites. `demo` is the address of the bare demonstration page, where one is served."""

    def __init__(self, bot: Any, sites: dict[str, Site], demo: str = "") -> None:
        self.sites = sites
        self.bots = {name: _bot_for(site, bot) for name, site in sites.items()}
        self.tally = Tally()
        self.demo = demo
        self._pages = _all_guides(self.bots)

    @property
    def default(self) -> Site:
        """The site of requests that name none: the one called `default`, else the first."""
        return self.sites.get(DEFAULT) or next(iter(self.sites.values()))

    def site(self, name: str | None) -> Site | None:
        """The site of this name, the default one for no name, None for an unknown name."""
        return self.sites.get(name) if name else self.default

    def origins(self) -> set[str]:
        """Every origin that any site lists."""
        return {origin for site in self.sites.values() for origin in site.origins}

    def find_guide(self, guide_id: str) -> tuple[Guide, dict[str, Source]] | None:
        """The guide with this id, of whichever site, with the sources it names."""
        return self._pages.get(guide_id)

    def starters(self, site: Site, guide: str, lang: str) -> list[str]:
        """Questions to begin with: the site's own, else the guides'."""
        if site.starters and not guide:
            return list(site.starters)
        return list(self.bots[site.name].suggestions(guide=guide or None, lang=lang))

    def answer(
        self,
        site: Site,
        message: str,
        *,
        context: str | None = None,
        guide: str | None = None,
        drop: Iterable[str] = (),
        lang: str | None = None,
    ) -> dict[str, Any]:
        """The chat JSON for one message. In a crisis the school's own people come before the general help lines."""
        bot = self.bots[site.name]
        lang = texts.known(lang)
        reply = bot.answer(message, context=context or None, guide=guide or None, drop=tuple(drop), lang=lang).to_dict()
        if reply["kind"] == "crisis":
            reply["links"] = [dict(link) for link in site.crisis] + reply["links"]
        return reply


def _bot_for(site: Site, bot: Any) -> Any:
    """The server's bot, or one of its own for a site with other guides or people."""
    changes: dict[str, Any] = {}
    if site.contact:
        changes["contact"] = site.contact
    if site.guides:
        return Bot.open(replace(bot.settings, guides=site.guides, **changes))
    return Bot(bot.index, replace(bot.settings, **changes)) if changes else bot


def _all_guides(bots: dict[str, Any]) -> dict[str, tuple[Guide, dict[str, Source]]]:
    """Guides of all sites by id. Raises SettingsError where two sites use one id for different texts."""
    found: dict[str, tuple[Guide, dict[str, Source]]] = {}
    owners: dict[str, str] = {}
    for name, bot in bots.items():
        for guide_id, guide in bot.guides.items():
            known = found.setdefault(guide_id, (guide, bot.sources))
            if known[0] != guide:
                raise SettingsError(
                    f"sites.{name}.guides: the id {guide_id!r} of {guide.path} already belongs to another guide of"
                    f" sites.{owners[guide_id]}; give one of them another id"
                )
            owners.setdefault(guide_id, name)
    return found
