"""The shape of the house: which way imports flow, what the engine never does, how long a file may be."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "web", "eval")
FILES = sorted(file for name in PACKAGES for file in (ROOT / name).rglob("*.py"))
ENGINE = [file for file in FILES if file.is_relative_to(ROOT / "bot")]
NETWORK = {
    "socket",
    "urllib.request",
    "http.client",
    "http.server",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
}
CODE_IN_DATA = {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib", "cloudpickle"}
MAY_CONNECT = {"bot/engines/opensearch.py"}
LONGEST = 400  # lines; a longer file holds more than one thing


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def ids(files: list[Path]) -> list[str]:
    return [name_of(file) for file in files]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def statements(node: ast.AST, *, lazy: bool) -> Iterator[ast.AST]:
    """What runs; with `lazy` also what runs only when a function is called. Never what is for type checkers."""
    for child in ast.iter_child_nodes(node):
        if is_type_checking(child) or (
            not lazy and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        ):
            continue
        yield child
        yield from statements(child, lazy=lazy)


def imported(file: Path, *, lazy: bool) -> Iterator[tuple[str, str]]:
    """(module, name taken from it or "") for each import of a file."""
    for node in statements(tree(file), lazy=lazy):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from ((str(node.module), alias.name) for alias in node.names)


def imports(file: Path) -> set[str]:
    """Full names of all that a file imports, `from a import b` as both `a` and `a.b`."""
    return {name for module, part in imported(file, lazy=True) for name in (module, f"{module}.{part}".rstrip("."))}


def edges(file: Path, modules: Collection[str]) -> set[str]:
    """The modules that must have run before this one: `from web import api` needs web.api, not the rest of web."""
    needed: set[str] = set()
    for module, part in imported(file, lazy=False):
        if part != "__version__":  # set before the package imports anything
            needed.add(f"{module}.{part}" if f"{module}.{part}" in modules else module)
    return needed & {*modules} - {module_of(file)}


def test_there_is_something_to_look_at() -> None:
    assert {"bot/bot.py", "bot/words.py", "web/__init__.py", "eval/__main__.py"} <= {*ids(FILES)}
    assert "bot.words" in imports(ROOT / "bot" / "bot.py")


@pytest.mark.parametrize("file", FILES, ids=ids(FILES))
def test_imports_flow_one_way(file: Path) -> None:
    package = file.relative_to(ROOT).parts[0]
    allowed = {"bot": {"bot"}, "web": {"web", "bot"}, "eval": {"eval", "bot"}}[package]
    roots = {name.split(".")[0] for name in imports(file)}
    assert roots & {*PACKAGES, "tests"} <= allowed
    if package == "bot":
        assert not roots & {"flask", "werkzeug", "jinja2"}


@pytest.mark.parametrize("file", ENGINE, ids=ids(ENGINE))
def test_the_engine_prints_only_in_main(file: Path) -> None:
    if file.name == "__main__.py":
        return
    calls = [ast.unparse(node.func) for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
    assert not {"print", "pprint", "sys.stdout.write", "sys.stderr.write", "click.echo"} & {*calls}
    assert not {"click", "rich"} & {name.split(".")[0] for name in imports(file)}


@pytest.mark.parametrize("file", ENGINE, ids=ids(ENGINE))
def test_the_engine_opens_no_connection(file: Path) -> None:
    if name_of(file) not in MAY_CONNECT:
        assert not NETWORK & imports(file)


@pytest.mark.parametrize("file", FILES, ids=ids(FILES))
def test_nothing_needs_downloads_or_pickles(file: Path) -> None:
    assert not CODE_IN_DATA & {name.split(".")[0] for name in imports(file)}
    nodes = list(ast.walk(tree(file)))
    called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
    assert not {name for name in called if name.startswith("nltk.download") or name in ("eval", "exec")}
    allowed = [
        node.value.value
        for node in nodes
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle" and isinstance(node.value, ast.Constant)
    ]
    assert True not in allowed


@pytest.mark.parametrize("file", FILES, ids=ids(FILES))
def test_files_stay_short_and_say_what_they_are(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= LONGEST
    assert ast.get_docstring(tree(file)), "a module begins with what is inside"


def test_there_is_no_cycle_of_imports() -> None:
    modules = {module_of(file): file for file in FILES}
    graph = {name: edges(file, modules) for name, file in modules.items()}
    assert "bot.bot" in graph["bot"]
    assert "web.api" in graph["web"]
    done: set[str] = set()
    path: list[str] = []

    def visit(name: str) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name in done:
            return
        path.append(name)
        for other in sorted(graph[name]):
            visit(other)
        path.pop()
        done.add(name)

    for name in sorted(graph):
        visit(name)
    assert done == set(modules)


def test_the_top_level_is_small() -> None:
    """Only what git knows: a working tree also holds caches."""
    import subprocess

    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name.split("/") for name in listed.stdout.split("\0") if name]
    assert {parts[0] for parts in names if len(parts) > 1} <= {"bot", "corpus", "web", "eval", "tests", ".ci"}
    files = {parts[0] for parts in names if len(parts) == 1}
    assert files <= {"pyproject.toml", "README.md", "Makefile", "LICENSE", "CHANGELOG.md", ".gitignore"}
