"""Every setting, each an environment variable ``RADAR_…``."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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
