"""Which other origins' pages may call the API: an exact list for each site, no credentials, never `null`."""

from __future__ import annotations

from flask import Flask, Response, g, request

from web.problems import Problem
from web.service import Service

METHODS = "GET, POST"
PREFLIGHT_SECONDS = "600"


def register(app: Flask, service: Service) -> None:
    @app.before_request
    def preflight() -> Response | None:
        """Answer OPTIONS of the API; which site is meant isn't known yet, so any site's origin will do."""
        if request.method != "OPTIONS" or not request.path.startswith("/api/"):
            return None
        if request.headers.get("Origin") not in service.origins():
            raise Problem(
                403, "Pages of this origin may not use the API. Add it to a site's origins in guidepost.yaml."
            )
        response = Response(status=204)
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
        return response

    @app.after_request
    def allow(response: Response) -> Response:
        if not request.path.startswith("/api/"):
            return response
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        site = g.get("site")
        if origin and origin in (site.origins if site else _without_site(service)):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def _without_site(service: Service) -> set[str] | tuple[str, ...]:
    """Reading lists and preflights concern no site; what is sent without naming one belongs to the default site."""
    return service.default.origins if request.method == "POST" else service.origins()
