# Sebelum Datang: `make run` to try it, `make test` to check it.
.DEFAULT_GOAL := help
.PHONY: help run test test-postgres proof bench bench-cards lighthouse guides lint format clean

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
# One more than cores: while a browser test waits for its page, another test uses the core.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 1) + 1)
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-$(shell cat requirements.txt | cksum | cut -d' ' -f1)
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
POSTGRES = $(BIN)/python -m tests.postgres --
TOOLS := $(VENV)/.tools-$(shell cat requirements.txt tests/requirements.txt | cksum | cut -d' ' -f1)

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: export DEBUG ?= 1
run: export SITE_URL ?= http://127.0.0.1:$(PORT)
run: $(RUNTIME)  ## set everything up and serve the demo at http://127.0.0.1:8000/ (PORT=8123 for another)
	@mkdir -p var/static
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo --port $(PORT)
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(TOOLS)  ## lint, every test on SQLite, and those that touch the database on PostgreSQL too
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "SQLite: every test"
	@env -u TEST_DATABASE_URL $(PYTEST) $(ARGS)
ifndef WITHOUT_POSTGRES
	@echo "PostgreSQL: the tests that touch the database, and three walks in the browser (all of them: make test-postgres)"
	@$(POSTGRES) $(PYTEST) --touching-database $(ARGS)
endif
	@$(BIN)/python -m tests.chromium

test-postgres: $(TOOLS)  ## every test on PostgreSQL
	@$(POSTGRES) $(PYTEST) $(ARGS)

fuzz: $(TOOLS)  ## strange input for every address, form and importer (FUZZ=long make fuzz: half an hour or more, new each time)
	@$(BIN)/python -m pytest -q -p no:xdist tests/fuzz $(ARGS)

proof: $(TOOLS)  ## draw every card, recompress it as a messenger does, and read it back (some ten minutes)
	@WHOLE_CATALOGUE=1 $(BIN)/python -m pytest -q -n $(WORKERS) tests/cards/test_posters.py tests/cards/test_leaflet_rendering.py
	@$(BIN)/python -m tests.proof.whole $(ARGS)

bench: $(TOOLS)  ## measure what we claim about speed (ARGS=--quick: two minutes; better with wrk and nginx installed)
	@DEBUG=0 $(BIN)/python -m bench $(ARGS)

bench-cards: $(TOOLS)  ## measure what drawing a card costs, beside other ways to draw it (ARGS=--quick without them)
	@DEBUG=0 $(BIN)/python -m bench.cards $(ARGS)

guides: $(TOOLS)  ## take the pictures of the guides for staff again (docs/images/panduan)
	@GUIDES=1 $(BIN)/python -m pytest -q tests/browser/test_guide_pictures.py

lighthouse: $(TOOLS)  ## Lighthouse's scores for a phone (needs node and npm)
	@$(BIN)/python -m bench.lighthouse $(ARGS)

lint: $(TOOLS)  ## only look for faults in style
	@$(BIN)/ruff check .

format: $(TOOLS)  ## put the code in order
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean:  ## take away the environment and what was drawn, never the database
	rm -rf $(VENV) var/static .pytest_cache .ruff_cache .hypothesis test-results

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Perlu Python 3.11 atau lebih baru (PYTHON=python3.12 make run untuk memilih yang lain)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null \
		|| { rm -rf $(VENV); $(PYTHON) -m virtualenv --quiet $(VENV) 2>/dev/null; } \
		|| { rm -rf $(VENV); uv venv --quiet --seed --python $(PYTHON) $(VENV) 2>/dev/null; } \
		|| { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) 2>/dev/null \
			&& $(PYTHON) -m pip --python $(VENV)/bin/python install --quiet pip; } \
		|| { rm -rf $(VENV); echo "Python di mesin ini tidak membawa venv. Pasang sekali saja: sudo apt install python3-venv"; exit 1; }

$(RUNTIME): requirements.txt | $(VENV)/bin/python
	@echo "Memasang paket yang diperlukan (sekali saja) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@rm -f $(VENV)/.runtime-* && touch $@

$(TOOLS): requirements.txt tests/requirements.txt | $(VENV)/bin/python
	@echo "Memasang paket untuk pengujian (sekali saja) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r tests/requirements.txt
	@rm -f $(VENV)/.tools-* && touch $@
