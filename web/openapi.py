"""/openapi.json, made from the models that check the requests."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from web import models
from web.security import API_BYTES

PREFIX = "#/components/schemas/"
SHAPES = (
    models.ChatRequest,
    models.ChatAnswer,
    models.FeedbackRequest,
    models.Accepted,
    models.GuidesOut,
    models.SuggestionsOut,
    models.HealthOut,
    models.ProblemOut,
)


@cache
def document() -> dict[str, Any]:
    """The interface in OpenAPI 3.1."""
    _, schemas = models_json_schema([(shape, "validation") for shape in SHAPES], ref_template=PREFIX + "{model}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Guidepost",
            "version": "1",
            "description": f"Answers from guides, quoted and cited. Bodies of at most {API_BYTES} bytes.",
        },
        "paths": {
            "/api/chat": {"post": _takes(models.ChatRequest, models.ChatAnswer, 200, "Answer one message")},
            "/api/feedback": {"post": _takes(models.FeedbackRequest, models.Accepted, 202, "Say whether it helped")},
            "/api/guides": {"get": _gives(models.GuidesOut, "List the guides")},
            "/api/suggestions": {"get": _gives(models.SuggestionsOut, "Questions to begin with", "guide", "lang")},
            "/healthz": {"get": _gives(models.HealthOut, "The process is alive")},
            "/readyz": {"get": _gives(models.HealthOut, "The guides are loaded")},
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _content(model: type[models.Shape], mime: str = "application/json") -> dict[str, Any]:
    return {"content": {mime: {"schema": {"$ref": PREFIX + model.__name__}}}}


def _problem(description: str) -> dict[str, Any]:
    return {"description": description} | _content(models.ProblemOut, "application/problem+json")


def _takes(request: type[models.Shape], response: type[models.Shape], status: int, summary: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "requestBody": {"required": True} | _content(request),
        "responses": {
            str(status): {"description": "Done"} | _content(response),
            "400": _problem("Not JSON"),
            "413": _problem("Too large"),
            "415": _problem("Not sent as JSON"),
            "422": _problem("A field is missing, unknown or of the wrong type"),
            "500": _problem("A fault in the program"),
        },
    }


def _gives(model: type[models.Shape], summary: str, *queries: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": summary,
        "responses": {"200": {"description": "Done"} | _content(model), "default": _problem("An error")},
    }
    if queries:
        operation["parameters"] = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in queries]
    return operation
