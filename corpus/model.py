"""Which embedding model: found, loaded and told apart from every other."""

import hashlib
import json
import logging
import os
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus import packaged_model
from corpus.refused import Refused

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Kind = Literal["query", "passage"]
Precision = Literal["bfloat16", "float32"]
Module = TypeVar("Module", bound="torch.nn.Module")

DEFAULT = packaged_model.NAME

_DECIDING = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model. Equal fingerprints mean vectors that can be compared, on any machine and in any precision."""

    name: str
    fingerprint: str
    prompts: dict[Kind, str]
    dimensions: int
    transformer: "SentenceTransformer"

    @classmethod
    def open(cls, name: str = DEFAULT) -> "Model":
        """Load the packaged model, or the one in a folder, or one that sentence-transformers knows by ``name``.

        Only the last may use the network. Refused where there is no such model.
        """
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # OpenMP's threads spin while they wait, which made a question forty times slower beside another busy process.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        if name == DEFAULT:
            _offline()
            packaged = packaged_model.unpacked()
            return cls.load(packaged.folder, name, packaged.fingerprint)
        try:
            folder = Path(name).expanduser().resolve()
            if name and folder.is_dir():
                _offline()
                return cls.load(folder, folder.name)
            return cls.load(_downloaded(name), name)
        except Exception as error:  # whatever can go wrong with files that we do not know
            raise Refused("model.not_found", name=name) from error

    @classmethod
    def load(
        cls, folder: Path, name: str, fingerprint: str | None = None, precision: Precision | None = None
    ) -> "Model":
        """The model in ``folder``, in bfloat16 where the processor has instructions for that, unless told otherwise.

        Nothing is fetched, nothing printed. As many threads as there are cores to use, or ``OMP_NUM_THREADS``.
        """
        import joblib  # type: ignore[import-untyped]
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        processor = torch.cpu.get_capabilities()
        if "OMP_NUM_THREADS" not in os.environ:
            # torch counts the machine's cores, joblib those that a container or an affinity mask leaves this process.
            torch.set_num_threads(min(processor["num_physical_cores"], joblib.cpu_count()))
        if precision is None:
            fast = processor.get("avx512_bf16") or processor.get("amx_bf16")
            precision = "bfloat16" if fast else "float32"
        kwargs = {"dtype": getattr(torch, precision)}
        transformer = SentenceTransformer(str(folder), device="cpu", local_files_only=True, model_kwargs=kwargs)
        dimensions = transformer.get_embedding_dimension()
        if dimensions is None:
            raise ValueError(f"{folder} does not say how long its vectors are")
        prompts = _prompts(transformer.prompts, name)
        return cls(name, fingerprint or _fingerprint(folder, prompts), prompts, dimensions, transformer)

    def changed(self, changes: Mapping[str, NDArray[np.float32]]) -> "Model":
        """The same model with ``changes`` added to the weights that they name; all that does not change is shared.

        A weight is named as the network behind the model names it ("encoder.layer.11.output.dense.weight"). Raises
        KeyError for one that it does not have.
        """
        full = {name.partition(".")[2].partition(".")[2]: name for name, _ in self.transformer.named_parameters()}
        return replace(self, transformer=_changed(self.transformer, {full[name]: changes[name] for name in changes}))


def _changed(module: Module, changes: Mapping[str, NDArray[np.float32]]) -> Module:
    import torch

    made = copy(module)
    made._parameters, made._modules = dict(module._parameters), dict(module._modules)
    inner: dict[str, dict[str, NDArray[np.float32]]] = {}
    for name, change in changes.items():
        first, _, rest = name.partition(".")
        weight = made._parameters.get(first)
        if weight is None:
            inner.setdefault(first, {})[rest] = change
        else:
            made._parameters[first] = torch.nn.Parameter(weight + torch.from_numpy(change).to(weight.dtype), False)
    for first, further in inner.items():
        made._modules[first] = _changed(getattr(module, first), further)
    return made


def _offline() -> None:
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"


def _downloaded(name: str) -> Path:
    from huggingface_hub import snapshot_download

    # Other forms of the same weights are not wanted, nor pickled ones, which could run code.
    wanted = [pattern for pattern in _DECIDING if pattern != "*.bin"]
    return Path(snapshot_download(name, allow_patterns=wanted, ignore_patterns=["onnx/*", "openvino/*"]))


def _prompts(brought: dict[str, str | None], name: str) -> dict[Kind, str]:
    # sentence-transformers puts an empty "document" beside a "passage" that a model brings, and then prefers it.
    query = brought.get("query") or ""
    passage = brought.get("document") or brought.get("passage") or brought.get("corpus") or ""
    if not query and not passage and re.search(r"\be5-(small|base|large)", name) and "instruct" not in name:
        # The E5 family was trained with prompts that its model cards tell, but not its files.
        return {"query": "query: ", "passage": "passage: "}
    return {"query": query, "passage": passage}


def _fingerprint(folder: Path, prompts: dict[Kind, str]) -> str:
    """16 hex digits over what decides the vectors: weights, tokenizer, configuration, pooling and prompts."""
    digest = hashlib.sha256(json.dumps(prompts, sort_keys=True).encode())
    for file in sorted({file for pattern in _DECIDING for file in folder.rglob(pattern)}):
        place = file.relative_to(folder)
        if not place.parts[0].startswith((".", "onnx", "openvino")):
            with file.open("rb") as opened:
                digest.update(place.as_posix().encode() + hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:16]
