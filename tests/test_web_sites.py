"""Sites of guidepost.yaml: what they change, and faults that name file and field."""

from __future__ import annotations

import json

import pytest

from bot import Bot, Settings, SettingsError
from web import create_app
from web.colours import contrast, readable, style_sheet, tokens
from web.sites import load_sites

GUIDE = "# Baker\n\n## How much does a baker earn?\n\nA baker earns $34,000 a year.\n"
OTHER = "# Pilot\n\n## How much does a pilot earn?\n\nA pilot earns $150,000 a year.\n"
YAML = """
school: Hill School
sites:
  hill:
    title: Hill guides
    colour: "#ffcc00"
    greeting: Hello, Hill!
    starters: ["How much does a baker earn?"]
    contact: Ms. Hill
    crisis: [{label: "Nurse", href: "tel:5550100"}]
    origins: ["https://www.hill.example", "http://localhost:8001/"]
  lake:
    guides: [lake]
    origins: ["https://lake.example"]
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "guidepost.yaml").write_text(YAML)
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "pilot.md").write_text(OTHER)
    (tmp_path / "baker.md").write_text(GUIDE)
    return tmp_path


@pytest.fixture
def client(home):
    settings = Settings(home=home, guides=[home / "baker.md"], secret="for tests only")
    return create_app(Bot.open(settings), settings).test_client()


def chat(client, message, **fields):
    response = client.post("/api/chat", json={"message": message, **fields})
    return response.status_code, json.loads(response.data)


def test_without_a_file_there_is_one_site(tmp_path):
    assert list(load_sites(tmp_path)) == ["default"]
    (tmp_path / "guidepost.yaml").write_text("school: Hill")
    assert list(load_sites(tmp_path)) == ["default"]


def test_fields(home):
    hill = load_sites(home)["hill"]
    assert hill.title == "Hill guides"
    assert hill.origins == ("https://www.hill.example", "http://localhost:8001")
    assert hill.crisis == ({"label": "Nurse", "href": "tel:5550100"},)
    assert load_sites(home)["lake"].guides == (home / "lake",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("sites: []", "sites: must map"),
        ("sites: {}", "sites: must map"),
        ("sites: text", "sites: must map"),
        ("sites: {A_B: {}}", "sites.A_B: a site's name"),
        ("sites: {a: [1]}", "sites.a: must hold"),
        ("sites: {a: {color: red}}", "sites.a.color: there is no such field"),
        ("sites: {a: {colour: red}}", "sites.a.colour: 'red' is not a colour"),
        ("sites: {a: {title: 5}}", "sites.a.title: must be a text"),
        ("sites: {a: {title: ''}}", "sites.a.title: must be a text"),
        ("sites: {a: {starters: hello}}", "sites.a.starters: must be a list"),
        ("sites: {a: {origins: 'https://a.example'}}", "sites.a.origins: must be a list"),
        ("sites: {a: {origins: ['*']}}", "sites.a.origins: '*' is not an origin"),
        ("sites: {a: {origins: ['null']}}", "sites.a.origins: 'null' is not an origin"),
        ("sites: {a: {origins: ['https://a.example/page']}}", "is not an origin"),
        ("sites: {a: {origins: ['https://*.a.example']}}", "is not an origin"),
        ("sites: {a: {origins: ['https://a.example; script-src *']}}", "is not an origin"),
        ("sites: {a: {crisis: [nurse]}}", "sites.a.crisis: must be a list like"),
        ("sites: {a: {crisis: [{label: x, href: 'javascript:1'}]}}", "sites.a.crisis: 'javascript:1'"),
        ("sites: {a: {guides: here}}", "sites.a.guides: must be a list"),
        ("sites: {a: {b: 1}, c: {d: 1}}", "sites.c.d"),
        ("sites: [unclosed", "not readable as YAML"),
    ],
)
def test_faults_name_file_and_field(tmp_path, text, named):
    (tmp_path / "guidepost.yaml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_sites(tmp_path)
    assert named in str(caught.value)
    assert "guidepost.yaml" in str(caught.value)


def test_pages_of_a_site(client):
    page = client.get("/?site=hill").text
    assert "Hello, Hill!" in page
    assert "<span>Hill guides</span>" in page
    assert "See Ms. Hill" in page
    assert 'href="/site/hill.css"' in page
    assert '<input type="hidden" name="site" value="hill">' in page
    assert client.get("/site/hill.css").mimetype == "text/css"
    assert client.get("/site/lake.css").status_code == 404
    assert client.get("/site/none.css").status_code == 404
    lake = client.get("/?site=lake").text
    assert 'href="/guides?site=lake"' in lake
    assert "Hello, Hill!" not in lake
    assert client.get("/?site=none").status_code == 200


def test_each_site_answers_from_its_own_guides(client):
    assert "$34,000" in chat(client, "how much does a baker earn?")[1]["text"]
    assert "$150,000" in chat(client, "how much does a pilot earn?", site="lake")[1]["text"]
    assert "$34,000" not in chat(client, "how much does a baker earn?", site="lake")[1]["text"]
    assert chat(client, "a", site="none")[0] == 422
    assert chat(client, "a", site="lake", guide="baker")[0] == 422
    listed = json.loads(client.get("/api/guides?site=lake").data)["guides"]
    assert [guide["id"] for guide in listed] == ["pilot"]
    assert client.get("/api/guides?site=none").status_code == 422
    assert client.get("/guides/pilot").status_code == client.get("/guides/baker").status_code == 200
    assert "$150,000" in client.post("/", data={"site": "lake", "message": "how much does a pilot earn?"}).text


def test_starters_of_a_site(client):
    assert json.loads(client.get("/api/suggestions?site=hill").data)["suggestions"] == ["How much does a baker earn?"]


def test_two_guides_with_one_id(home):
    (home / "lake" / "baker.md").write_text(OTHER)
    settings = Settings(home=home, guides=[home / "baker.md"])
    with pytest.raises(SettingsError, match=r"sites\.lake\.guides: the id 'baker'"):
        create_app(Bot.open(settings), settings)


def test_guides_that_are_not_there(home):
    (home / "guidepost.yaml").write_text("sites: {a: {guides: [nowhere]}}")
    settings = Settings(home=home, guides=[home / "baker.md"])
    with pytest.raises(Exception, match="nowhere"):
        create_app(Bot.open(settings), settings)


@pytest.mark.parametrize("colour", ["#ffcc00", "#000000", "#ffffff", "#7a1f3d", "#00ff00", "#808080", "#0000FF"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_colour_becomes_readable(colour, scheme):
    shown = readable(colour, scheme)
    for ground in ("paper", "sheet", "tint"):
        assert contrast(shown, tokens(scheme)[ground]) >= 4.5
    sheet = style_sheet(colour)
    light, dark = sheet.split("@media")
    part = light if scheme == "light" else dark
    accent, ink = (part.split(f"--{name}: ")[1][:7] for name in ("accent", "on-accent"))
    assert contrast(accent, ink) >= 4.5


# CORS


def headers_for(client, method, path, origin, **options):
    return getattr(client, method)(path, headers={"Origin": origin}, **options).headers


@pytest.mark.parametrize(
    ("origin", "site", "allowed"),
    [
        ("https://www.hill.example", "hill", True),
        ("http://localhost:8001", "hill", True),
        ("https://www.hill.example", None, True),
        ("https://lake.example", "lake", True),
        ("https://lake.example", "hill", False),
        ("https://lake.example", None, False),
        ("https://www.hill.example.evil.example", "hill", False),
        ("http://www.hill.example", "hill", False),
        ("https://www.hill.example:8443", "hill", False),
        ("https://WWW.hill.example", "hill", False),
        ("null", "hill", False),
        ("", "hill", False),
        ("*", "hill", False),
    ],
)
def test_cors_is_an_exact_list(client, origin, site, allowed):
    headers = headers_for(client, "post", "/api/chat", origin, json={"message": "hi", "site": site})
    assert headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Origin" in headers["Vary"]


def test_preflight(client):
    response = client.options("/api/chat", headers={"Origin": "https://lake.example"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "https://lake.example"
    assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    for origin in ("https://evil.example", "null"):
        refused = client.options("/api/chat", headers={"Origin": origin})
        assert refused.status_code == 403
        assert refused.mimetype == "application/problem+json"
        assert "Access-Control-Allow-Origin" not in refused.headers
    assert client.options("/api/chat").status_code == 403


def test_pages_are_never_shared_with_other_origins(client):
    for path in ("/", "/guides", "/privacy", "/take-away"):
        headers = headers_for(client, "get", path, "https://www.hill.example")
        assert "Access-Control-Allow-Origin" not in headers


def test_refusals_can_be_read_by_allowed_pages(client):
    """Without the header a widget could not tell a faulty request from a broken network."""
    headers = headers_for(client, "post", "/api/chat", "https://www.hill.example", json={"message": 5})
    assert headers["Access-Control-Allow-Origin"] == "https://www.hill.example"


# Embedding


def test_the_frame_page(client):
    response = client.get("/embed?site=hill")
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.hill.example http://localhost:8001;" in policy
    assert 'site="hill"' in response.text
    assert 'colour="#ffcc00"' in response.text
    assert "frame-ancestors 'none'" in client.get("/?site=hill").headers["Content-Security-Policy"]
    assert 'guide="baker"' in client.get("/embed?site=hill&guide=baker").text
    assert 'guide="' not in client.get("/embed?site=hill&guide=none").text


def test_crisis_people_of_the_school_come_first(home):
    from web_fakes import FakeBot

    class Simple(FakeBot):
        index = None

    (home / "guidepost.yaml").write_text("sites: {a: {crisis: [{label: Nurse, href: 'tel:1'}]}}")
    bot = Simple(Settings(home=home))
    reply = chat(create_app(bot).test_client(), "crisis")[1]
    assert [link["label"] for link in reply["links"]][:2] == ["Nurse", "Call or text 988"]
