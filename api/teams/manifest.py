"""The app package: what a Teams administrator uploads so that people can find the bot."""

import json
from importlib.metadata import version as version_of
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5
from zipfile import ZIP_DEFLATED, ZipFile

from api.elsewhere import public_origin
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.wording import say

SCHEMA = "1.22"
"""Of Microsoft's schemas for manifests."""
ACCENT = "#0059b3"
SCOPES = ["personal", "groupChat", "team"]
EXAMPLES = ("page.example_1", "page.example_2", "page.example_3")


def manifest(settings: Settings, url: str | None, version: str) -> dict[str, Any]:
    """The manifest of the settings' bot, at the server's public address ``url`` or the settings'.

    Raises Refused where an id or an address is missing, or is none.
    """
    bot = _bot(settings)
    public = public_origin(url or settings.public_url)
    if public is None or not public.startswith("https://"):
        raise Refused("teams.no_url")
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": version,
        # Made from the bot's id, so that a new package updates the app instead of adding another.
        "id": str(uuid5(NAMESPACE_URL, f"urn:radarassistent:{bot}")),
        "developer": {
            "name": say("page.name"),
            "websiteUrl": f"{public}/",
            "privacyUrl": f"{public}/",
            "termsOfUseUrl": f"{public}/",
        },
        "name": {"short": say("page.name"), "full": say("teams.short")},
        "description": {"short": say("teams.short"), "full": say("teams.full")},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "localizationInfo": {"defaultLanguageTag": "da"},
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot", "meetings": "bot"},
        "bots": [
            {
                "botId": bot,
                "scopes": SCOPES,
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [{"scopes": SCOPES, "commands": _commands()}],
            }
        ],
        "validDomains": [urlsplit(public).netloc],
    }


def write(settings: Settings, url: str | None, out: Path) -> None:
    """Writes the package of the settings' bot to ``out``. Raises Refused as ``manifest`` does, or where it cannot."""
    held = package(manifest(settings, url, version_of("radarassistent")))
    try:
        out.write_bytes(held)
    except OSError as error:
        raise Refused("teams.not_written", file=out, why=error.strerror) from None


def package(told: dict[str, Any]) -> bytes:
    """The package of a manifest: a zip with it and the two icons. Raises Refused where the extra is not installed."""
    try:
        from api.teams.icons import color, outline
    except ModuleNotFoundError:
        raise Refused("teams.not_installed") from None
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        package.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=2))
        package.writestr("color.png", color())
        package.writestr("outline.png", outline())
    return held.getvalue()


def _bot(settings: Settings) -> str:
    try:
        return str(UUID(settings.teams_client_id or ""))
    except ValueError:
        raise Refused("teams.no_client_id") from None


def _commands() -> list[dict[str, str]]:
    """What Teams offers in the field where people write."""
    examples = [{"title": say(key), "description": say("teams.example_help")} for key in EXAMPLES]
    return [*examples, {"title": say("teams.start_over"), "description": say("teams.start_over_help")}]
