# make demo   from nothing to a German brief of an example
# make test   from nothing to all checks passed
# make bench  speed and memory, ratios within one run
# make compat the drop-in beside transformers 4.57
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

COMPAT ?= .compat

.PHONY: demo test lint torture bench compat snapshots schema clean

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
	$(BIN)/python benchmarks/peers.py

# The pipelines beside those of transformers 4.57, in an environment of its own ($(COMPAT)). Ten minutes and more.
compat: $(STAMP)
	test -x $(COMPAT)/venv/bin/python || $(PYTHON) -m venv $(COMPAT)/venv
	$(COMPAT)/venv/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/compat/requirements.txt
	$(COMPAT)/venv/bin/python benchmarks/compat/checkpoints.py $(COMPAT)/data
	$(COMPAT)/venv/bin/python benchmarks/compat/run.py $(COMPAT)/data $(COMPAT)/old.json
	$(BIN)/python benchmarks/compat/run.py $(COMPAT)/data $(COMPAT)/new.json
	$(BIN)/python benchmarks/compat/compare.py $(COMPAT)/old.json $(COMPAT)/new.json --least 98

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
	rm -rf $(VENV) $(COMPAT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
