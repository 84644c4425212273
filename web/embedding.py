"""What a school's page shows of Guidepost: the frame page, and a demonstration of the three ways in."""

from __future__ import annotations

from flask import Blueprint, Response, request

from web import security, widget
from web.pages import page_texts, renderer, site_of_page
from web.service import Service
from web.sites import Site


def frame_ancestors(site: Site) -> str:
    """Who may show the frame: this server itself and the site's origins."""
    return " ".join(("'self'", *site.origins))


def snippets(origin: str, site: Site, title: str, is_default: bool) -> dict[str, str]:
    """The HTML of each way in, to be copied into a school's page."""
    named = "" if is_default else f' site="{site.name}"'
    query = "" if is_default else f"?site={site.name}"
    element = f"<guidepost-chat{named}></guidepost-chat>"
    return {
        "script": f"{widget.tag(origin)}\n{element}",
        "pinned": f"{widget.tag(origin, pinned=True)}\n{element}",
        "frame": f'<iframe src="{origin}/embed{query}" title="{title}" width="400" height="640"></iframe>',
        "link": f'<a href="{origin}/{query}">{title}</a>',
    }


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("embedding", __name__)
    page = renderer(service)

    @routes.get("/embed")
    def embed() -> Response:
        site, t = site_of_page(service), page_texts()
        guide = request.args.get("guide", "")
        scope = guide if guide in service.bots[site.name].guides else ""
        response = page("embed.html", t, site, installed=widget.script() is not None, guide=scope)
        response.headers["Content-Security-Policy"] = security.policy(frame_ancestors=frame_ancestors(site))
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"  # so that isolated pages can frame it too
        return response

    @routes.get("/demo")
    def demo() -> Response:
        site, t = site_of_page(service), page_texts()
        title = site.title or t("chat.title")
        ways = snippets(request.host_url.rstrip("/"), site, title, site is service.default)
        response = page(
            "demo.html", t, site, ways=ways, title=title, demo=service.demo, installed=widget.script() is not None
        )
        response.headers["Content-Security-Policy"] = security.policy(frame_src="'self'")
        return response

    return routes
