"""The settings that turn a language model on."""

import pytest
from pydantic import SecretStr, ValidationError

from assistant.writing import endpoint
from assistant.writing.endpoint import Endpoint
from assistant.writing.entailment import Entailment
from corpus.refused import Refused
from corpus.settings import Settings


def settings(**given: object) -> Settings:
    return Settings.model_validate({"llm_base_url": None, "llm_model": None, "llm_api_key": None, **given})


def test_without_settings_there_is_none() -> None:
    assert Endpoint.open(settings()) is None


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"llm_model": "m"}, "llm.half_set"),
        ({"llm_base_url": "http://127.0.0.1:1/v1"}, "llm.half_set"),
        ({"llm_model": "m", "llm_base_url": "127.0.0.1:11434"}, "llm.address"),
        ({"llm_model": "m", "llm_base_url": "ftp://x/v1"}, "llm.address"),
        ({"llm_model": "m", "llm_base_url": "http://[::1"}, "llm.address"),
    ],
)
def test_half_a_setting_is_refused_with_a_way_out(given: dict[str, str], key: str) -> None:
    with pytest.raises(Refused) as refused:
        Endpoint.open(settings(**given))
    assert refused.value.key == key


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "NEEDED", ("no_such_package",))
    with pytest.raises(Refused, match=r"radarassistent\[model\]"):
        Endpoint.open(settings(llm_model="m", llm_base_url="http://127.0.0.1:1/v1"))


def test_the_key_is_not_shown() -> None:
    shown = settings(llm_api_key=SecretStr("hemmelig-nøgle"))
    assert "hemmelig-nøgle" not in f"{shown!r} {shown.model_dump_json()}"


@pytest.mark.parametrize("given", [{"llm_seconds": 0}, {"llm_context": 100}])
def test_settings_that_make_no_sense(given: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        settings(**given)


def test_a_cross_encoder_that_is_not_there() -> None:
    with pytest.raises(Refused) as refused:
        Entailment("no/such/folder")
    assert refused.value.key == "llm.no_nli"
