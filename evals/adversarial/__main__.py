"""``python -m evals.adversarial FOLDER`` writes the adversarial documents, for ``radarassistent ingest FOLDER``."""

import sys
from pathlib import Path

from evals.adversarial.documents import write

print(write(Path(sys.argv[1])))
