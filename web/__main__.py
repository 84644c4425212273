"""python -m web: serve the chat, the guides and everything a school embeds."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

from bot import Bot, GuidepostError, Settings
from web import create_app, demo_host
from web.doctor import examine, fetch, read_headers
from web.secret import load_secret
from web.serving import check_port, serve
from web.sites import load_sites


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--guides", multiple=True, type=click.Path(path_type=Path), help="Folder or file of guides; repeatable.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes to answer with.")
@click.option("--demo", is_flag=True, help="Also serve a bare school page on the next port, to try the embedding.")
@click.pass_context
def main(context: click.Context, host: str, port: int, guides: tuple[Path, ...], workers: int, demo: bool) -> None:
    """Serve Guidepost: the chat page, the guides, the API, and what schools embed."""
    if context.invoked_subcommand:
        return
    try:
        check_port(host, port)
        settings = Settings.load()
        if guides:
            settings = replace(settings, guides=guides)
        if not settings.secret:
            settings = replace(settings, secret=load_secret(Path(settings.home)))
        base, school = address(host, port), address(host, port + 1) if demo else ""
        if demo:
            check_port(host, port + 1)
        app = create_app(Bot.open(settings), settings, demo=school)
        if demo:
            demo_host.start(host, port + 1, base)
        serve(app, host, port, workers=workers, ready=lambda: announce(base, school))
    except GuidepostError as error:
        click.echo(f"guidepost: {error}", err=True)
        sys.exit(1)


def address(host: str, port: int) -> str:
    """The origin to open in a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def announce(base: str, school: str) -> None:
    """Print where to go."""
    lines = [f"  Chat    {base}/", f"  Guides  {base}/guides", f"  Embed   {base}/demo"]
    if school:
        lines.append(f"  School  {school}/")
    click.echo("\n".join(["Guidepost is ready.", *lines, "Stop it with Ctrl+C."]))


@main.command()
@click.argument("url", required=False)
@click.option(
    "--headers", type=click.File("r", encoding="utf-8"), help="The page's response headers; - reads them here."
)
@click.option("--page", default="https://www.school.example", help="The page's address, where headers are pasted.")
@click.option(
    "--bot", "bot_origin", default="http://127.0.0.1:8000", show_default=True, help="Guidepost's public origin."
)
@click.option("--site", "site_name", default="", help="A site of guidepost.yaml; all of them without it.")
def doctor(url: str | None, headers: TextIO | None, page: str, bot_origin: str, site_name: str) -> None:
    """Say what on a school's page would block Guidepost, and the exact line to ask its administrator for.

    Give the page's URL (fetched only if guidepost.yaml lists its origin) or its headers.
    """
    if bool(url) == bool(headers):
        raise click.UsageError("give either the page's URL or --headers FILE")
    bot_origin = bot_origin.rstrip("/")
    try:
        sites = load_sites(Path(Settings.load().home))
        if site_name and site_name not in sites:
            raise click.UsageError(f"guidepost.yaml has no site named {site_name!r} (there are: {', '.join(sites)})")
        chosen = [sites[site_name]] if site_name else list(sites.values())
        origins = {origin for site in chosen for origin in site.origins}
        read = fetch(url, origins) if url else read_headers(headers.read(), page)
    except GuidepostError as error:
        click.echo(f"guidepost: {error}", err=True)
        sys.exit(1)
    found = examine(read, bot_origin, origins)
    for way, title in (("server", "Guidepost's side"), ("script", "The script"), ("frame", "The frame")):
        own = [finding for finding in found if finding.way == way]
        blocked = any(finding.blocking for finding in own)
        click.echo(f"{title}: {'blocked' if blocked else 'nothing in the way'}")
        for finding in own:
            click.echo(f"  {finding.problem}" + (f"\n    {finding.line}" if finding.line else ""))
    click.echo("A plain link works on every page.")
    sys.exit(1 if any(finding.blocking for finding in found) else 0)


if __name__ == "__main__":
    main(prog_name="python -m web")
