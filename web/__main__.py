"""python -m web: serve the chat, the guides and everything a school embeds."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from bot import Bot, GuidepostError, Settings
from web import create_app
from web.secret import load_secret
from web.serving import check_port, serve


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--guides", multiple=True, type=click.Path(path_type=Path), help="Folder or file of guides; repeatable.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes to answer with.")
@click.pass_context
def main(context: click.Context, host: str, port: int, guides: tuple[Path, ...], workers: int) -> None:
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
        app = create_app(Bot.open(settings), settings)
        serve(app, host, port, workers=workers, ready=lambda: announce(host, port))
    except GuidepostError as error:
        click.echo(f"guidepost: {error}", err=True)
        sys.exit(1)


def announce(host: str, port: int) -> None:
    """Print where to go."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    base = f"http://{name}:{port}"
    click.echo(f"Guidepost is ready.\n  Chat    {base}/\n  Guides  {base}/guides\nStop it with Ctrl+C.")


if __name__ == "__main__":
    main(prog_name="python -m web")
