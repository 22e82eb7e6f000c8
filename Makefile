# make demo   from nothing to a German brief of an example
# make test   from nothing to all checks passed
# make bench  speed and memory, ratios within one run
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: demo test lint torture bench snapshots schema clean

demo: $(STAMP)
	$(BIN)/briefsmith run examples/news-report.txt --lang de --length short,medium | tee outputs/demo.md

test: lint
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Batches killed at 50 random moments, on a full disk, with a damaged ledger and so on; 'make test' has a short form.
torture: $(STAMP)
	TORTURE_KILLS=50 $(BIN)/python -m pytest tests/batch/test_torture.py --timeout 1800

bench: $(STAMP)
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/engines.py

# Rewrite the snapshots and generated documents after an intended change; read the diff before committing it.
snapshots: $(STAMP)
	$(BIN)/python -m pytest --snapshot-update
	$(BIN)/python docs/generate.py

# The constraints hold exact versions; the one of torch exists as a CPU build for every platform.
$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
