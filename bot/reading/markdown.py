"""Markdown with YAML front matter → Guide, by markdown-it's tokens so that line numbers and structure survive."""

from __future__ import annotations

import re

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from bot.errors import CorpusError, Fault
from bot.reading.outline import Outline, is_timetable, tidy_title
from bot.reading.sentences import split_sentences
from bot.records import Block, Guide

FIELDS = {"id", "title", "careers", "sources", "reviewed", "review_by", "language", "licence"}
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # notes of who writes the guide, for nobody else
_SOURCE = re.compile(r"\s*\{source:\s*([^{}]*)\}\s*$")


def read_markdown(text: str, *, guide_id: str, path: str) -> Guide:
    """Read one guide. Raises CorpusError where the front matter cannot be understood."""
    front, body, offset = _front_matter(_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text), path)
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(body)
    outline = Outline(str(front.get("title") or ""))
    for node in SyntaxTreeNode(tokens).children:
        _add(outline, node, offset)
    title, sections = outline.finish(default_title=tidy_title(guide_id))
    return Guide(
        id=str(front.get("id") or guide_id),
        title=title,
        path=path,
        sections=sections,
        careers=_names(front.get("careers")),
        sources=_names(front.get("sources")),
        reviewed=str(front.get("reviewed") or ""),
        review_by=str(front.get("review_by") or ""),
        lang=str(front.get("language") or "en"),
        licence=str(front.get("licence") or ""),
    )


def links(text: str) -> list[tuple[int, str]]:
    """Every link target in a Markdown text with its 1-based line."""
    front = _FRONT.match(text)
    offset = text[: front.end()].count("\n") if front else 0
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text[front.end() :] if front else text)
    return [
        ((token.map or [0])[0] + offset + 1, str(child.attrs["href"]))
        for token in tokens
        for child in token.children or []
        if child.type == "link_open"
    ]


def _front_matter(text: str, path: str) -> tuple[dict, str, int]:
    match = _FRONT.match(text)
    if not match:
        return {}, text, 0
    try:
        front = yaml.safe_load(match[1]) or {}
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        problem = getattr(error, "problem", None) or "cannot be read"
        raise CorpusError([Fault(path, line, f"front matter is not valid YAML: {problem}")]) from error
    if not isinstance(front, dict):
        raise CorpusError([Fault(path, 2, "front matter must be lines of `name: value`")])
    return front, text[match.end() :], text[: match.end()].count("\n")


def _names(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(str(name) for name in value) if isinstance(value, list) else (str(value),)


def _add(outline: Outline, node: SyntaxTreeNode, offset: int) -> None:
    line = (node.map[0] if node.map else 0) + offset + 1
    if node.type == "heading":
        outline.heading(_text(node), int(node.tag[1]), line)
    elif node.type == "paragraph":
        text, sources = _split_source(_text(node))
        if text:
            outline.add(Block("prose", line, tuple(split_sentences(text)), sources=sources))
        elif sources:
            outline.source(sources)
    elif node.type in ("bullet_list", "ordered_list"):
        outline.add(_list(node, line))
    elif node.type == "table":
        outline.add(_table(node, line))
    elif node.type == "blockquote":
        for child in node.children:
            _add(outline, child, offset)
    elif node.type in ("fence", "code_block"):
        lines = tuple(part for row in node.content.splitlines() if (part := " ".join(row.split())))
        outline.add(Block("list", line, lines))


def _list(node: SyntaxTreeNode, line: int) -> Block:
    items, sources = [], ()
    for item in node.children:
        for text in _item_texts(item):
            text, found = _split_source(text)
            sources = sources or found
            if text:
                items.append(text)
    ordered = node.type == "ordered_list"
    kind = "timetable" if is_timetable(items) else "steps" if ordered else "list"
    return Block(kind, line, tuple(items), sources=sources)


def _item_texts(item: SyntaxTreeNode) -> list[str]:
    """An item's own text first, then the items of lists nested in it."""
    own, nested = [], []
    for child in item.children:
        if child.type in ("bullet_list", "ordered_list"):
            nested += [text for inner in child.children for text in _item_texts(inner)]
        elif child.type in ("fence", "code_block"):
            own.append(" ".join(child.content.split()))
        else:
            own.append(_text(child))
    return [" ".join(part for part in own if part), *nested]


def _table(node: SyntaxTreeNode, line: int) -> Block:
    rows = [tuple(_text(cell) for cell in row.children) for part in node.children for row in part.children]
    # A {source: …} line directly below a table is a row to Markdown.
    text, sources = _split_source(" ".join(rows[-1])) if rows else ("", ())
    if sources and not text:
        rows = rows[:-1]
    header, *body = rows
    return Block("table", line, header=header, rows=tuple(body), sources=sources)


def _text(node: SyntaxTreeNode) -> str:
    """Inline content as plain text: links give their text, images their description."""
    parts: list[str] = []
    for child in node.walk():
        if child.type == "inline":
            parts += [_inline(token) for token in child.token.children or []] if child.token else []
    return " ".join("".join(parts).split())


def _inline(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type == "image":
        return token.content
    return " " if token.type in ("softbreak", "hardbreak") else ""


def _split_source(text: str) -> tuple[str, tuple[str, ...]]:
    match = _SOURCE.search(text)
    if not match:
        return text, ()
    ids = tuple(name.strip() for name in match[1].split(",") if name.strip())
    return text[: match.start()], ids
