"""What decides an answer besides the question, the conversation and the snapshot."""

from dataclasses import dataclass
from importlib.metadata import version

from assistant.stages import Stage


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings that an assistant answers with: asked again with the same ones, it answers the same.

    ``version`` is this program's, ``fingerprint`` the embedding model's. ``without`` are the stages taken away.
    ``language_model`` and the version of its ``prompts`` are None where answers are the sources' own sentences.
    """

    embedding_model: str
    fingerprint: str
    reranker: str | None = None
    without: tuple[Stage, ...] = ()
    language_model: str | None = None
    prompts: str | None = None
    version: str = version("radarassistent")
