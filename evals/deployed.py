"""A deployed service as a system to be judged, over the contract's HTTP."""

from collections.abc import Sequence
from types import TracebackType

import httpx
from pydantic import ValidationError

from corpus.refused import Refused
from corpus.settings import Settings
from evals.contract import Told, timed
from evals.questions import Item
from evals.reply import Place, Reply

TIME_OUT = 60.0
"""Seconds that an answer may take."""


class Deployed:
    """The service at ``url``; ``RADAR_API_TOKEN`` is sent where it is set. Errors are Refused, with what it said."""

    units = None

    def __init__(self, url: str, settings: Settings) -> None:
        self.name = url
        token = settings.api_token
        headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        try:
            self._client = httpx.Client(base_url=url, headers=headers, timeout=TIME_OUT)
        except (httpx.InvalidURL, ValueError) as error:
            raise Refused("eval.bad_url", url=url) from error
        if self._client.base_url.scheme not in ("http", "https") or not self._client.base_url.host:
            raise Refused("eval.bad_url", url=url)

    def __enter__(self) -> "Deployed":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def answer(self, item: Item) -> Reply:
        """Its reply to the question, the earlier turns having been put to it first."""
        history: list[dict[str, str]] = []
        for asked in item.history:
            answer = self._ask(asked, history).answer
            history += [{"role": "user", "content": asked}, {"role": "assistant", "content": answer}]
        return timed(lambda: self._ask(item.question, history))

    def ranking(self, item: Item) -> Sequence[Place]:
        """Nothing: the contract does not show it."""
        return ()

    def _ask(self, question: str, history: list[dict[str, str]]) -> Told:
        try:
            response = self._client.post("/api/ask", json={"question": question, "history": history})
        except httpx.HTTPError as error:
            raise Refused("eval.no_service", url=self.name, why=str(error) or type(error).__name__) from error
        if response.status_code != httpx.codes.OK:
            raise Refused("eval.service_error", url=self.name, status=response.status_code, why=_detail(response))
        try:
            return Told.model_validate_json(response.content)
        except ValidationError as error:
            raise Refused("eval.not_an_answer", url=self.name) from error


def _detail(response: httpx.Response) -> str:
    """What the service itself says is wrong, where it keeps the contract's form for that."""
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return response.reason_phrase
