"""The app package. The rules are Microsoft's schema as far as we use it, in our words; a slow test asks the schema."""

import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator
from PIL import Image

from api.teams.manifest import SCHEMA, manifest, package
from corpus.refused import Refused
from corpus.settings import Settings
from radarassistent import commands
from tests.api.teams.microsoft import BOT

PACKAGE = "@microsoft/app-manifest@1.1.2"
URL = {"type": "string", "maxLength": 2048, "pattern": "^https://"}
GUID = {"type": "string", "pattern": "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$"}
SCOPES = {"type": "array", "items": {"enum": ["team", "personal", "groupChat"]}, "minItems": 1}


def text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


def whole(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


COMMAND = whole(title=text(128), description=text(4000))
RULES = whole(
    **{"$schema": URL},
    manifestVersion={"enum": [SCHEMA]},
    version={"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
    id=GUID,
    developer=whole(name=text(32), websiteUrl=URL, privacyUrl=URL, termsOfUseUrl=URL),
    name=whole(short=text(30), full=text(100)),
    description=whole(short=text(80), full=text(4000)),
    icons=whole(color={"enum": ["color.png"]}, outline={"enum": ["outline.png"]}),
    accentColor={"type": "string", "pattern": "^#[0-9a-f]{6}$"},
    localizationInfo=whole(defaultLanguageTag={"enum": ["da"]}),
    defaultInstallScope={"enum": ["personal"]},
    defaultGroupCapability=whole(team={"enum": ["bot"]}, groupchat={"enum": ["bot"]}, meetings={"enum": ["bot"]}),
    bots={
        "type": "array",
        "minItems": 1,
        "maxItems": 1,
        "items": whole(
            botId=GUID,
            scopes=SCOPES,
            isNotificationOnly={"enum": [False]},
            supportsFiles={"enum": [False]},
            commandLists={
                "type": "array",
                "maxItems": 3,
                "items": whole(scopes=SCOPES, commands={"type": "array", "maxItems": 10, "items": COMMAND}),
            },
        ),
    },
    validDomains={"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9.:-]+$"}, "maxItems": 16},
)


def settings(**more: Any) -> Settings:
    return Settings(**({"teams_client_id": BOT, "public_url": "https://radar.example"} | more))


def made() -> dict[str, Any]:
    return manifest(settings(), None, "1.2.3")


def test_the_manifest_follows_the_rules() -> None:
    assert [error.message for error in Draft4Validator(RULES).iter_errors(made())] == []
    broken = made() | {"name": {"short": "x" * 31, "full": "x"}}
    assert [error.message for error in Draft4Validator(RULES).iter_errors(broken)] != []


def test_it_is_the_same_app_for_the_same_bot_at_another_address() -> None:
    other = manifest(settings(), "https://Ny.example/", "2.0.0")
    assert other["id"] == made()["id"] != BOT
    assert other["validDomains"] == ["ny.example"]
    assert other["developer"]["privacyUrl"] == "https://ny.example/"
    another = manifest(settings(teams_client_id=BOT.replace("1", "9")), None, "1.2.3")
    assert another["id"] != made()["id"]


def test_the_package_holds_the_manifest_and_two_icons() -> None:
    held = ZipFile(BytesIO(package(made())))
    assert sorted(held.namelist()) == ["color.png", "manifest.json", "outline.png"]
    assert json.loads(held.read("manifest.json")) == made()
    color, outline = (Image.open(BytesIO(held.read(name))) for name in ("color.png", "outline.png"))
    assert (color.format, color.size) == ("PNG", (192, 192))
    assert (outline.format, outline.size) == ("PNG", (32, 32))
    ground = color.convert("RGBA").getpixel((3, 3))
    assert ground == (0, 0x59, 0xB3, 255)
    pixels = {outline.convert("RGBA").getpixel((x, y)) for x in range(32) for y in range(32)}
    assert {pixel[:3] for pixel in pixels if isinstance(pixel, tuple) and pixel[3]} == {(255, 255, 255)}
    assert min(pixel[3] for pixel in pixels if isinstance(pixel, tuple)) == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"teams_client_id": None}, "RADAR_TEAMS_CLIENT_ID"),
        ({"teams_client_id": "radar"}, "RADAR_TEAMS_CLIENT_ID"),
        ({"public_url": None}, "--url"),
        ({"public_url": "http://radar.example"}, "https://"),
        ({"public_url": "radar.example"}, "RADAR_PUBLIC_URL"),
    ],
)
def test_what_is_missing_is_told(more: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=re.escape(told)):
        manifest(settings(**more), None, "1.2.3")


def test_the_command_writes_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_TEAMS_CLIENT_ID", BOT)
    out = tmp_path / "app.zip"
    command = ["teams", "manifest", "--url", "https://radar.example", "--out", str(out)]
    said = CliRunner().invoke(commands, command, catch_exceptions=False)
    assert str(out) in said.output
    assert "manifest.json" in ZipFile(out).namelist()
    with pytest.raises(Refused, match="--out"):
        CliRunner().invoke(commands, [*command[:-1], str(tmp_path / "no" / "app.zip")], catch_exceptions=False)


@pytest.mark.slow
def test_the_manifest_follows_microsofts_own_schema(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so Microsoft's schema cannot be fetched")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(tmp_path), PACKAGE]
    fetched = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch {PACKAGE}: {fetched.stderr.strip().splitlines()[-1:]}")
    schemas = tmp_path / "node_modules/@microsoft/app-manifest/build/json-schemas/teams"
    schema = json.loads((schemas / f"v{SCHEMA}" / "MicrosoftTeams.schema.json").read_text("utf-8"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(made())] == []
    assert [error.message for error in Draft4Validator(schema).iter_errors({"id": "x"})] != []
