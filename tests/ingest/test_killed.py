"""An ingest that dies at any moment leaves the last good snapshot answering."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from corpus.catalogue import read_catalogue
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.hashed import HashedEmbedder
from tests.ingest.fictional import write_corpus

KILLED = 15
# Ingests one changed corpus after the other in one process, so that a kill lands somewhere in the work itself.
LOOP = """
import sys
from pathlib import Path
from corpus.catalogue import read_catalogue
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.hashed import HashedEmbedder
from tests.ingest.fictional import write_corpus
folder, n = Path(sys.argv[1]), int(sys.argv[2]) * 1000
embedder = HashedEmbedder()
print("ready", flush=True)
while True:
    n += 1
    said = f"er tallet {n} nævnt. Det er fiktive eksempeldata."
    texts = {f"kilde-{i}": f"# Kilde {i}\\n\\nI kilde {i} {said}" for i in range(8)}
    build([read_catalogue(write_corpus(folder / "corpus", texts))], Snapshots(folder / "data"), embedder)
    print(n, flush=True)
"""


def test_killed_at_random_moments_the_last_good_snapshot_answers(tmp_path: Path) -> None:
    embedder = HashedEmbedder()
    data = Snapshots(tmp_path / "data")
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], data, embedder)
    chance = random.Random(20261122)
    for round_ in range(1, KILLED + 1):
        before = data.current()
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(tmp_path), str(round_)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 1))
        process.send_signal(signal.SIGKILL)
        finished = process.stdout.read().split()
        process.wait()
        snapshot = data.open(embedder)
        assert len(snapshot.passages) == sum(held.passages for held in snapshot.manifest.held)
        assert len(snapshot.store.get()["ids"]) >= len(snapshot.passages)
        for passage in snapshot.passages:
            assert snapshot.sentence_vectors(passage).shape[0] == len(passage.sentences)
        told = {snapshot.document(name).text.split("tallet ")[-1].split()[0] for name in snapshot.sources}
        if finished:
            assert data.current() != before
            assert len(told) == 1, "all sources come from one ingest"
            assert int(told.pop()) >= int(finished[-1])
    build([read_catalogue(write_corpus(tmp_path / "corpus"))], data, embedder)
    assert set(data.open(embedder).sources) == {"havneby", "bakkedal"}
    whole = {manifest.id for manifest in data.all()}
    assert {folder.name for folder in (tmp_path / "data" / "snapshots").iterdir()} == whole, "nothing half-made is left"


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    data = Snapshots(tmp_path / "data")
    ask = [sys.executable, "-m", "radarassistent", "ingest", str(write_corpus(tmp_path / "corpus"))]
    with data.writer():
        second = subprocess.run(
            [*ask, "--data-dir", str(tmp_path / "data")], capture_output=True, text=True, check=False
        )
    assert second.returncode == 1
    assert "En anden indlæsning er i gang" in second.stderr
    assert "Traceback" not in second.stderr
