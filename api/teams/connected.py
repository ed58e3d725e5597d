"""The SDK's app: who the bot is, and how it reaches Microsoft."""

from microsoft_teams.api.auth.cloud_environment import PUBLIC
from microsoft_teams.apps import App
from microsoft_teams.common import ClientOptions

from corpus.settings import Settings

SERVICE = "https://smba.trafficmanager.net/teams"
TIMEOUT = 20.0
"""Seconds that Microsoft is given to take a message."""


def connected(settings: Settings) -> App:
    """The app of the settings' bot. Every option is given, since one left out is looked for in the environment."""
    secret = settings.teams_client_secret
    return App(
        client_id=settings.teams_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        tenant_id=settings.teams_tenant_id,
        client=ClientOptions(timeout=TIMEOUT),
        service_url=SERVICE,
        cloud=PUBLIC,
        dangerously_allow_unauthenticated_requests=False,
        fetch_user_token=False,
        state=False,
        telemetry={"agent365": False},
    )
