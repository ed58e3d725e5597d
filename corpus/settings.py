"""Every setting, each an environment variable ``RADAR_…``."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, NonNegativeInt, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _listed(given: object) -> object:
    return [each.strip() for each in given.split(",") if each.strip()] if isinstance(given, str) else given


class Settings(BaseSettings):
    """What an operator can set; the defaults answer on this machine alone, from the bundled corpus."""

    model_config = SettingsConfigDict(env_prefix="RADAR_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Path("data")
    """The folder of snapshots and fetched originals."""

    embedding_model: str = "multilingual-e5-small"
    """The packaged model, or a folder or name that sentence-transformers can load."""

    reranker: str | None = None
    """A cross-encoder that puts what was found in order, by folder or by its name for sentence-transformers."""

    chroma_url: str | None = None
    """A Chroma server, ``http://host:port``; None for Chroma inside the process."""

    api_token: SecretStr | None = None
    """What a caller has to send as ``Authorization: Bearer …``; needed to bind beyond this machine."""

    allowed_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    """The sites the widget may stand on, ``https://www.kommune.dk``, commas between; visitors there need no token."""

    asks_per_minute: PositiveInt | None = None
    """Questions in a minute from one asker: a person in Slack or Teams, else an address, which a house often shares.

    Where it is not set it is 60, but none for this machine itself as long as nobody else can reach it.
    """

    public_url: str | None = None
    """The server as people reach it, ``https://radar.kommune.dk``; messages in other places link to sources by it."""

    editor_token: SecretStr | None = None
    """The password to the editors' page, ``/redaktion``; without one there is no such page."""

    database_url: SecretStr | None = None
    """Where answers are kept, as SQLAlchemy writes it; None for the file ``records.sqlite`` in the data folder."""

    keep_days: NonNegativeInt = 90
    """Days that answers and what people thought of them are kept; 0 keeps none."""

    conversation_hours: NonNegativeInt = 24
    """Hours that a conversation in Teams or Slack is remembered; 0 remembers none."""

    slack_bot_token: SecretStr | None = None
    """The bot's token, ``xoxb-…``; set, there is a door to Slack (docs/slack.md)."""

    slack_signing_secret: SecretStr | None = None
    """What Slack signs its requests with; needed unless ``slack_app_token`` is set."""

    slack_app_token: SecretStr | None = None
    """The app's token, ``xapp-…``; set, we connect to Slack (Socket Mode), and Slack need not reach us."""

    slack_api_url: str = "https://slack.com/api/"
    """Slack's Web API; another for GovSlack."""

    teams_client_id: str | None = None
    """The bot's application id in Entra; turns Teams on."""

    teams_client_secret: SecretStr | None = None
    """The application's client secret."""

    teams_tenant_id: str | None = None
    """The directory (tenant) that the application is registered in."""

    teams_tenants: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    """The directories whose people may ask, commas between; where none is named, the one it is registered in."""

    llm_base_url: str | None = None
    """An OpenAI-compatible address, ``http://127.0.0.1:11434/v1``; with ``llm_model`` it turns a language model on."""

    llm_model: str | None = None
    """The model's name at that address."""

    llm_api_key: SecretStr | None = None
    """Its key, where it asks for one."""

    llm_seconds: float = Field(default=20, gt=0)
    """How long a reader waits for the model at most, all attempts together; then the answer is given without it."""

    llm_context: int = Field(default=4096, ge=1024)
    """Tokens that the model has room for: prompt, sources, question and answer."""

    nli_model: str | None = None
    """A cross-encoder for entailment that every sentence of the model has to pass too, by folder or name."""
