"""Many vectors in four bits a value: half the room of eight bits, and what is alike stays alike.

Each dimension is cut into sixteen steps of the same width, which reach so far out as loses least of values that are
spread like a bell (Max, "Quantizing for minimum distortion", 1960).
"""

import numpy as np
from numpy.typing import NDArray

from assistant.adapter import Vectors

REACH = 2.6
"""So many times the usual size of a value of the dimension; what lies further out is drawn in."""
_STEPS = 16


def halved(vectors: Vectors) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """``vectors`` [rows, dimensions] as two values in a byte [rows, dimensions / 2], and the steps [dimensions].

    Raises ValueError where the dimensions are odd.
    """
    if vectors.shape[1] % 2:
        raise ValueError(f"an odd number of dimensions: {vectors.shape[1]}")
    usual = np.sqrt((vectors**2).mean(axis=0)) if len(vectors) else np.ones(vectors.shape[1])
    steps = np.maximum(REACH * usual * 2 / (_STEPS - 1), 1e-9).astype(np.float32)
    values = np.clip(np.floor(vectors / steps) + _STEPS // 2, 0, _STEPS - 1).astype(np.uint8)
    return values[:, ::2] << 4 | values[:, 1::2], steps


def whole(bytes_: NDArray[np.uint8], steps: NDArray[np.float32]) -> Vectors:
    """The middle of the step that each value fell into [rows, dimensions]."""
    values = np.empty((len(bytes_), len(steps)), np.float32)
    values[:, ::2], values[:, 1::2] = bytes_ >> 4, bytes_ & 0x0F
    return (values - np.float32(_STEPS / 2 - 0.5)) * steps
