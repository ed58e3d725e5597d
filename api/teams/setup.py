"""Opens the door to Teams, where the settings say so; only then is Microsoft's SDK imported."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.refused import Refused
from corpus.settings import Settings

if TYPE_CHECKING:
    from api.desk import Desk
    from api.teams.door import Door

MESSAGES = "/api/messages"


def teams_door(settings: Settings, desk: "Desk", public: str | None) -> "Door | None":
    """The door; None where Teams is not set up. Raises Refused where it is so by half, or the extra is missing."""
    if not settings.teams_client_id:
        return None
    for name in ("teams_client_secret", "teams_tenant_id"):
        if not getattr(settings, name):
            raise Refused("teams.incomplete", name=f"RADAR_{name.upper()}")
    try:
        with _no_dotenv():
            from microsoft_teams.apps.auth import TokenValidator

            from api.teams.bot import Bot
            from api.teams.connected import connected
            from api.teams.door import Door
    except ModuleNotFoundError:
        raise Refused("teams.not_installed") from None
    app = connected(settings)
    bot = Bot(desk, app, public)
    tokens = TokenValidator.for_service(settings.teams_client_id, cloud=app.cloud)
    return Door(bot, tokens, settings.teams_tenants or (str(settings.teams_tenant_id),))


@contextmanager
def _no_dotenv() -> Iterator[None]:
    """The SDK reads a .env file of the working folder into the environment when it is imported; here it must not."""
    name = "PYTHON_DOTENV_DISABLED"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before
