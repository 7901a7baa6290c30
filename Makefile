# `make run` and `make test` are all that a newcomer needs; each does what must be done before it.
.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test lint chromium python measure bench fleet simulate mutants messages lock clean

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000
LEADS ?=
DAYS ?= 45
SEED ?= 7

help:
	@echo "make run       the demo: database, web server, worker, simulated market, one address [PORT=8000]"
	@echo "make test      everything that is claimed, browser tests included"
	@echo "make measure   accuracy figures on ../shared/data   (docs/guide/accuracy.md)"
	@echo "make bench     speed figures                        (bench/latest.json)"
	@echo "make fleet     real workers killed, cut off and stopped in the middle of their sends; about ten minutes"
	@echo "make simulate [LEADS=file.csv] [DAYS=45] [SEED=7]    the relay in virtual time"
	@echo "make simulate WORLDS=10000    so many further worlds with faults, after a crash at every write point of the"
	@echo "                              scenarios; goes on where worlds/ledger.tsv ends   (docs/guide/reliability.md)"
	@echo "make mutants   mistakes written into copies of the engine, each to be found by worlds; about an hour"
	@echo "make setup     the command alone: .venv/bin/leadwright"
	@echo "make lint · messages · pictures · lock · clean"

run: setup
	@exec $(BIN)/leadwright run --port $(PORT)

# Stamps: nothing is installed twice, and a changed requirements file is noticed.
setup: .venv/ready
setup-dev: .venv/ready-dev

.venv/ready: requirements-build.txt requirements.txt requirements-meaning.txt pyproject.toml | python
	@echo "Setting up .venv (once, about two minutes)"
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-build.txt
	@$(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements.txt
	@$(PIP) install --require-hashes --no-deps -r requirements-meaning.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch .venv/ready

.venv/ready-dev: .venv/ready requirements-dev.txt
	@$(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements-dev.txt
	@touch .venv/ready-dev

# Debian splits Python: without its own package `python3 -m venv` makes half an environment.
python:
	@test -e .venv/ready || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Leadwright needs Python 3.11 or later as $(PYTHON); another one: make PYTHON=python3.12 ..."; exit 1; }
	@test -e .venv/ready || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	    apt-get -qq update && apt-get -qq install -y python3-venv >/dev/null; } || \
	  { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing Debian's Chromium" && \
	    apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; } || \
	  { echo "The browser tests need Chromium. On Debian: apt-get install chromium"; exit 1; }

test: setup-dev chromium
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

measure: setup-dev
	@$(BIN)/python -m measure

bench: setup-dev
	@$(BIN)/python -m bench $(ROOMS)

fleet: setup-dev
	@$(BIN)/python -m fleet

simulate: setup
ifdef WORLDS
	@$(BIN)/python -m worlds --sweep=
	@$(BIN)/python -m worlds --further $(WORLDS)
else
	@$(BIN)/leadwright simulate $(if $(LEADS),--leads "$(LEADS)") --days $(DAYS) --seed $(SEED)
endif

mutants: setup-dev
	@$(BIN)/python -m worlds.mutants --keep

# Texts for the translators, and back: new ones are put into each catalogue, empty, and what is filled in is compiled.
# English stands in the code. The compiled catalogues are kept in the repository: a clone, a wheel and one test alone
# speak Lithuanian without a step before them. tests/house/test_languages.py holds that nothing is missing or stale.
messages: setup
	@$(BIN)/python -m leadwright.cli.messages

# Every page of the URL table, looked at by axe and photographed for docs/guide: about four minutes.
# LEADWRIGHT_PAGES=/leads/ make pictures looks at those whose address begins so.
pictures: setup-dev chromium
	@$(BIN)/python -m pytest tests/browser/walk.py

# The lock names versions and hashes, and no registry.
lock:
	@command -v uv >/dev/null || { echo "The lock is written by uv: pip install uv"; exit 1; }
	@uv pip compile -q --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --extra score \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@uv pip compile -q --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" -c requirements.txt --extra score --group dev pyproject.toml -o requirements-dev.txt
	@uv pip compile -q --universal --no-deps --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" requirements-meaning.in -o requirements-meaning.txt

clean:
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis build *.egg-info
