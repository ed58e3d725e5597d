import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from corpus.packaged_file import DamagedError, unpack
from corpus.packaged_model import unpacked
from corpus.refused import Refused
from tests.corpus.tiny_model import FEED_FORWARD, HIDDEN, blocks_of, in_words, install, tiny_model

ROOT = Path(__file__).parents[2]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of a few weights that is found before the real one; the file in it."""
    monkeypatch.syspath_prepend(tmp_path / "site")
    return install(tiny_model(), tmp_path / "site")


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.stat().st_mtime_ns, file.read_bytes()) for file in found}


def test_the_weights_are_what_their_blocks_say(package: Path, tmp_path: Path) -> None:
    weights = load_file(unpacked(tmp_path).folder / "model.safetensors")
    name = "encoder.layer.0.output.dense.weight"
    said = np.array(in_words(blocks_of(tiny_model(), "l0.fo.w", HIDDEN * FEED_FORWARD)))
    assert weights[name].shape == (HIDDEN, FEED_FORWARD)
    np.testing.assert_array_equal(weights[name], said.reshape(HIDDEN, FEED_FORWARD).astype(np.float16))
    assert weights["encoder.layer.0.intermediate.dense.weight"].shape == (FEED_FORWARD, HIDDEN)


def test_the_tokenizer_follows_the_map(package: Path, tmp_path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(unpacked(tmp_path).folder / "tokenizer.json"))
    assert tokenizer.encode("a\t\x07 a a\u030a").tokens == ["<s>", "▁a", "▁a", "▁", "å", "</s>"]
    assert tokenizer.normalizer.normalize_str("ﬁ") == "fi"


def test_a_second_call_writes_nothing(package: Path, tmp_path: Path) -> None:
    first = unpacked(tmp_path)
    before = files(tmp_path)
    assert unpacked(tmp_path) == first
    assert files(tmp_path) == before


def test_the_fingerprint_is_the_models_and_not_the_places(package: Path, tmp_path: Path) -> None:
    here, there = unpacked(tmp_path / "here"), unpacked(tmp_path / "there")
    assert here.fingerprint == there.fingerprint
    package.write_bytes(tiny_model(seed=1))
    assert unpacked(tmp_path / "other").fingerprint != here.fingerprint


def test_another_version_of_the_package_is_another_folder(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = unpacked(tmp_path)
    install(tiny_model(seed=1), tmp_path / "newer", "10.0")
    monkeypatch.syspath_prepend(tmp_path / "newer")
    new = unpacked(tmp_path)
    assert new.folder != old.folder
    assert new.fingerprint != old.fingerprint
    assert old.folder.is_dir()


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "model.safetensors").write_bytes(b""),
        lambda folder: flip(folder / "model.safetensors"),
        lambda folder: (folder / "tokenizer.json").unlink(),
        lambda folder: (folder / "1_Pooling" / "config.json").write_text("{}"),
        lambda folder: (folder / "unpacked.json").unlink(),
        lambda folder: (folder / "unpacked.json").write_text('{"fingerprint": "'),
        lambda folder: (folder / "unpacked.json").write_text("[]"),
    ],
)
def test_a_damaged_folder_is_written_again(package: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    first = unpacked(tmp_path)
    whole = {name: data for name, (_, data) in files(tmp_path / "models").items()}
    damage(first.folder)
    assert unpacked(tmp_path) == first
    assert {name: data for name, (_, data) in files(tmp_path / "models").items()} == whole


def script(text: str, *arguments: object) -> str:
    """What a fresh Python prints that runs ``text`` with the tiny package before the real one."""
    command = [sys.executable, "-c", text, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=250, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


KILLED = """
import os, signal, sys
from pathlib import Path
site, root = sys.argv[1:]
sys.path.insert(0, site)
import corpus.packaged_file
from corpus.packaged_model import unpacked, _whole

def child(work):
    pid = os.fork()
    if not pid:
        work()
        os._exit(0)
    return os.waitpid(pid, 0)[1]

def until(last, cache):
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        if str(cache) in repr(arguments) and event.split(".")[0] in ("open", "os", "shutil"):
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    unpacked(cache)

moment, killed = 0, True
while killed:
    moment += 1
    cache = Path(root) / str(moment)
    killed = os.WIFSIGNALED(child(lambda: until(moment, cache)))
    taken_for_whole = [folder for folder in cache.glob("models/*") if _whole(folder) and folder.suffix != ".part"]
    after = unpacked(cache)
    assert taken_for_whole in ([], [after.folder]), moment
    assert sorted(p.suffix for p in (cache / "models").iterdir() if p != after.folder) in ([], [".lock"]), moment
    print(moment, after.fingerprint, len(list(after.folder.rglob("*"))))
"""


def test_killed_at_any_moment_leaves_nothing_that_is_taken_for_whole(package: Path, tmp_path: Path) -> None:
    said = [line.split() for line in script(KILLED, tmp_path / "site", tmp_path / "caches").splitlines()]
    assert len(said) > 20  # as many moments as the disk is touched
    assert len({tuple(after) for _, *after in said}) == 1


AT_ONCE = """
import os, sys
from pathlib import Path
site, cache = sys.argv[1:]
sys.path.insert(0, site)
import corpus.packaged_file
from corpus.packaged_model import unpacked
read, write = os.pipe()
children = []
for _ in range(6):
    pid = os.fork()
    if not pid:
        os.close(write)
        os.read(read, 1)  # returns for all of them when the parent lets go
        found = unpacked(Path(cache))
        os._exit(0 if (found.folder / "model.safetensors").is_file() else 1)
    children.append(pid)
os.close(write)
print([os.waitpid(pid, 0)[1] for pid in children])
"""


def test_several_at_once_all_succeed(package: Path, tmp_path: Path) -> None:
    assert script(AT_ONCE, tmp_path / "site", tmp_path / "cache").strip() == str([0] * 6)
    assert not list((tmp_path / "cache").rglob("*.part"))


FULL = """
import resource, signal, sys
from pathlib import Path
site, cache = sys.argv[1:]
sys.path.insert(0, site)
from corpus.packaged_model import unpacked
from corpus.refused import Refused
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    unpacked(Path(cache))
except Refused as refused:
    print(refused.key, [p.name for p in Path(cache).rglob("*") if p.suffix != ".lock"])
"""


def test_no_room_is_said_and_leaves_nothing(package: Path, tmp_path: Path) -> None:
    assert script(FULL, tmp_path / "site", tmp_path / "cache").strip() == "model.disk_full ['models']"


def test_a_place_that_cannot_be_written_is_named(package: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        unpacked(tmp_path / "cache")
    assert refused.value.key == "model.cannot_write"
    assert str(tmp_path / "cache" / "models") in str(refused.value)


@pytest.mark.parametrize("torn", [b"", b"E5S1", tiny_model()[:-1], b"GGUF" + tiny_model()[4:]])
def test_a_torn_package_is_refused(package: Path, tmp_path: Path, torn: bytes) -> None:
    package.write_bytes(torn)
    with pytest.raises(Refused) as refused:
        unpacked(tmp_path / "cache")
    assert refused.value.key == "model.package_damaged"
    assert [path.suffix for path in (tmp_path / "cache" / "models").iterdir()] in ([], [".lock"])


def test_a_package_without_its_file_is_refused(package: Path, tmp_path: Path) -> None:
    package.unlink()
    with pytest.raises(Refused) as refused:
        unpacked(tmp_path / "cache")
    assert refused.value.key == "model.package_damaged"


@settings(max_examples=50, deadline=None)
@given(length=st.integers(0, len(tiny_model()) - 1))
def test_no_beginning_of_a_file_passes_for_the_whole(length: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(DamagedError):
        unpack(tiny_model()[:length], tmp_path_factory.mktemp("torn"))
