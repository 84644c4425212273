# make serve: set up, index the shipped corpus, serve on http://127.0.0.1:8000
# make test:  set up, run all tests

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: serve test lint eval picture clean

serve: $(VENV)/served
	$(BIN)/python -m web

test: $(VENV)/tested
	@$(BIN)/python -m tests.browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

eval: $(VENV)/tested
	$(BIN)/python -m eval run
	$(BIN)/python -m eval report

picture: $(VENV)/tested
	$(BIN)/python -m tests.picture

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/served: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[eval,test]'
	@touch $@ $(VENV)/served

clean:
	rm -rf $(VENV) var eval/results build *.egg-info
