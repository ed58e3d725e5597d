import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.app import create_app
from api.teams.connected import SERVICE, connected
from assistant.ask import Assistant
from corpus.refused import Refused
from tests.api.teams.conftest import settings
from tests.api.teams.microsoft import BOT, TENANT

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", ["teams_client_secret", "teams_tenant_id"])
def test_half_a_set_up_is_told(data_dir: Path, assistant: Assistant, name: str) -> None:
    with pytest.raises(Refused, match=f"RADAR_{name.upper()}"):
        create_app(settings(data_dir, **{name: None}), assistant)


def test_without_the_extra_it_says_what_to_install(
    data_dir: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "microsoft_teams.apps.auth", None)
    with pytest.raises(Refused, match=r"pip install 'radarassistent\[teams\]'"):
        create_app(settings(data_dir), assistant)


def test_nothing_is_taken_from_the_environment_but_our_settings(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("CLIENT_ID", "another"),
        ("CLIENT_SECRET", "another"),
        ("TENANT_ID", "another"),
        ("MANAGED_IDENTITY_CLIENT_ID", "another"),
        ("SERVICE_URL", "https://other.example"),
        ("CLOUD", "China"),
        ("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "true"),
    ):
        monkeypatch.setenv(name, value)
    app = connected(settings(data_dir))
    assert app.credentials
    assert (app.id, app.credentials.tenant_id) == (BOT, TENANT)
    assert getattr(app.credentials, "client_secret", None) == "hemmelighed"
    assert app.api.service_url == SERVICE
    assert app.cloud.token_issuer == "https://api.botframework.com"
    assert not app.options.dangerously_allow_unauthenticated_requests


def test_no_file_of_the_working_folder_becomes_environment(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RADAR_FRA_FIL=1\nCLIENT_ID=fra-fil\n", "utf-8")
    code = (
        "import os, sys\n"
        "from api.teams.setup import _no_dotenv\n"
        "assert not [name for name in sys.modules if name.startswith('microsoft_teams')]\n"
        "with _no_dotenv():\n"
        "    import microsoft_teams.apps\n"
        "print({'RADAR_FRA_FIL', 'CLIENT_ID', 'PYTHON_DOTENV_DISABLED'} & set(os.environ))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert said.stdout == "set()\n", said.stderr
