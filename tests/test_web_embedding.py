"""The widget's file, the frame, the demonstration, and the counselors' page about them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import threading
import urllib.request
from pathlib import Path

import pytest

from web import widget
from web.demo_host import make_server, policy

WEB = Path(__file__).parent.parent / "web"
MODULES = [line.split("#")[0].strip() for line in (widget.FOLDER / widget.MANIFEST).read_text("utf-8").splitlines()]


def test_every_module_is_in_the_manifest():
    named = {line for line in MODULES if line and "=" not in line}
    assert named == {file.name for file in widget.FOLDER.glob("*.js")}


def test_join(tmp_path, monkeypatch):
    monkeypatch.setattr(widget, "FOLDER", tmp_path)
    (tmp_path / "a.css").write_text("/* no */\n:host {\n  color: red; /* no */\n}\n")
    (tmp_path / "b.js").write_text('// no\nconst b = "// yes";\n\n  use(b); // stays\n')
    joined = widget.join(["# comment", "", "A = a.css", "b.js"])
    lines = [
        "(() => {",
        '"use strict";',
        'const A = ":host {\\ncolor: red;\\n}";',
        'const b = "// yes";',
        "use(b); // stays",
        "})();",
    ]
    assert joined.splitlines() == lines
    with pytest.raises(OSError, match="missing"):
        widget.join(["missing.js"])


def test_widget_is_open_to_every_page(client):
    response = client.get("/widget.js", headers={"Origin": "https://any.example"})
    assert response.status_code == 200
    assert response.mimetype == "text/javascript"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" not in response.headers["Cache-Control"]
    assert b"guidepost-chat" in response.data


def test_widget_is_sent_gzipped(client):
    packed = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get("/widget.js").data
    assert "Accept-Encoding" in packed.headers["Vary"]
    again = client.get("/widget.js", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_the_pinned_address(client):
    tag = widget.tag("", pinned=True)
    address = re.search(r'src="([^"]+)"', tag)[1]
    integrity = re.search(r'integrity="sha384-([^"]+)"', tag)[1]
    response = client.get(address)
    assert "immutable" in response.headers["Cache-Control"]
    assert base64.b64encode(hashlib.sha384(response.data).digest()).decode() == integrity
    assert client.get("/widget/000000000000/widget.js").status_code == 404


@pytest.mark.parametrize(("lang", "status"), [("es", 200), ("xx", 404), ("..", 404), ("é", 404)])
def test_catalogues(client, lang, status):
    response = client.get(f"/widget/texts.{lang}.json")
    assert response.status_code == status
    if status == 200:
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_without_modules(client, monkeypatch, tmp_path):
    monkeypatch.setattr(widget, "FOLDER", tmp_path)
    widget.script.cache_clear()
    try:
        assert client.get("/widget.js").status_code == 404
        assert "not installed yet" in client.get("/demo").text
        assert client.get("/embed").status_code == 200
    finally:
        monkeypatch.undo()
        widget.script.cache_clear()


def test_demo_shows_lines_to_copy(client):
    page = client.get("/demo", base_url="https://guidepost.example").text
    assert "&lt;script src=&#34;https://guidepost.example/widget.js&#34; defer&gt;" in page
    assert "integrity=&#34;sha384-" in page
    assert "https://guidepost.example/embed" in page
    assert "frame-src 'self'" in client.get("/demo").headers["Content-Security-Policy"]


def test_the_bare_page():
    server = make_server("127.0.0.1", 0, "http://127.0.0.1:1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        base = f"http://127.0.0.1:{server.server_port}"
        with urllib.request.urlopen(f"{base}/") as response:
            page = response.read().decode()
            assert response.headers["Content-Security-Policy"] == policy("http://127.0.0.1:1")
        assert '<script src="http://127.0.0.1:1/widget.js" defer>' in page
        assert "{{" not in page
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_readme_names_every_attribute_and_property():
    readme = (WEB / "README.md").read_text("utf-8")
    element = (widget.FOLDER / "element.js").read_text("utf-8")
    read = set(re.findall(r'getAttribute\("([a-z]+)"', element)) | set(re.findall(r'hasAttribute\("([a-z]+)"', element))
    read |= set(re.findall(r'"([a-z]+)"', re.search(r"observedAttributes = \[([^\]]*)\]", element)[1]))
    documented = set(re.findall(r"^\| `([a-z]+)` \|", readme, re.MULTILINE))
    assert read - documented == set()
    styles = (widget.FOLDER / "style.js").read_text("utf-8")
    assert set(re.findall(r"--guidepost-[a-z-]+", styles)) == set(re.findall(r"--guidepost-[a-z-]+", readme))


def test_readme_names_every_field_of_a_site():
    from web.sites import _CHECKS

    readme = (WEB / "README.md").read_text("utf-8")
    for name in _CHECKS:
        assert f"`{name}`" in readme


def test_the_example_in_the_readme_is_understood(tmp_path):
    from web.sites import load_sites

    readme = (WEB / "README.md").read_text("utf-8")
    (tmp_path / "guidepost.yaml").write_text(re.search(r"```yaml\n(.*?)```", readme, re.DOTALL)[1])
    assert load_sites(tmp_path)["default"].origins == ("https://www.school.example",)
