import json
import shutil
from pathlib import Path

import huggingface_hub.constants
import pytest

from corpus.embedding import Embedder
from corpus.model import Kind, Model
from corpus.packaged_file import unpack
from corpus.refused import Refused
from tests.corpus.tiny_model import HIDDEN, tiny_model


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a model of a few weights."""
    folder = tmp_path / "lille-model"
    folder.mkdir()
    unpack(tiny_model(), folder)
    return folder


def test_a_folder_is_opened_under_its_own_name(tiny: Path) -> None:
    opened = Model.open(str(tiny))
    assert (opened.name, opened.dimensions) == ("lille-model", HIDDEN)
    assert Embedder(opened).documents(["a b", "å"]).shape == (2, HIDDEN)


def test_a_fingerprint_is_the_models_whatever_lies_beside_it(tiny: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(tiny, tmp_path / "andet sted")
    (moved / "README.md").write_text("Noget om modellen.")
    (moved / "onnx").mkdir()
    (moved / "onnx" / "config.json").write_text("{}")
    assert Model.open(str(moved)).fingerprint == Model.open(str(tiny)).fingerprint


@pytest.mark.parametrize(
    ("file", "key", "value"),
    [
        ("1_Pooling/config.json", "pooling_mode", "cls"),
        ("config_sentence_transformers.json", "prompts", {"query": "spørg: "}),
        ("tokenizer_config.json", "model_max_length", 32),
    ],
)
def test_whatever_decides_the_vectors_changes_the_fingerprint(tiny: Path, file: str, key: str, value: object) -> None:
    before = Model.open(str(tiny)).fingerprint
    (tiny / file).write_text(json.dumps(json.loads((tiny / file).read_text()) | {key: value}))
    assert Model.open(str(tiny)).fingerprint != before


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("model", {}, {"query": "", "passage": ""}),
        ("multilingual-e5-base", {}, {"query": "query: ", "passage": "passage: "}),
        ("multilingual-e5-large-instruct", {}, {"query": "", "passage": ""}),
        ("e5-large", {"query": "a ", "passage": "b "}, {"query": "a ", "passage": "b "}),
        ("model", {"query": "a ", "document": "b "}, {"query": "a ", "passage": "b "}),
    ],
)
def test_a_models_prompts(tiny: Path, name: str, prompts: dict[str, str], expected: dict[Kind, str]) -> None:
    folder = tiny.rename(tiny.with_name(name))
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    assert Model.open(str(folder)).prompts == expected


@pytest.mark.parametrize("name", ["/findes/ikke", "findes/ikke", "", "mappe uden model"])
def test_a_model_that_cannot_be_loaded_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mappe uden model").mkdir()
    with pytest.raises(Refused) as refused:
        Model.open(name)
    assert refused.value.key == "model.not_found"
    assert f"»{name}«" in str(refused.value)
