# GNU make 3.81 or newer. `make help` lists the targets.

VENV   := .venv
PY     := $(VENV)/bin/python
# What the bot needs, and that with what its developers need. Each stamp is older than its lock when something changed.
MAIN   := $(VENV)/main.stamp
DEV    := $(VENV)/dev.stamp
# More arguments: make test ARGS="tests/web -x", make demo ARGS=--open
ARGS   :=
# Where the demo's page stands: make demo PORT=8082
PORT   := 8081
UV_PIP := $(PY) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
          --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help install demo run test long kills check lint types imports catalogues model bench screenshots lock clean

help: ## this list
	@echo 'make TARGET, where TARGET is one of:'
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):[^#]*## /  \1#/' | awk -F'#' '{ printf "%-14s %s\n", $$1, $$2 }'

$(MAIN): requirements/main.lock
	@sh requirements/install.sh $(VENV) requirements/main.lock
	@touch $@

$(DEV): requirements/dev.lock
	@sh requirements/install.sh $(VENV) requirements/dev.lock
	@touch $@ $(MAIN)

install: $(DEV) ## a .venv with exactly what the locks name

demo: $(MAIN) ## the bot on an embedded Bot API with a chat page in the browser; needs no token
	@$(PY) -m bot demo --port $(PORT) $(ARGS)

run: $(MAIN) ## the bot itself, with the settings of .env
	@$(PY) -m bot run

test: $(DEV) ## all tests but the long ones; skipped ones are listed with their reasons
	@$(PY) -m pytest -rs -m "not long" $(ARGS)

long: $(DEV) ## the tests that take minutes: many kills, long simulations
	@$(PY) -m pytest -rs -m long --timeout 3600 $(ARGS)

kills: $(DEV) ## 500 times kill -9 while people sign up, for an hour: no place and no word is lost
	@$(PY) -m pytest -rs -m long --timeout 3600 tests/e2e/test_registration_kills.py $(ARGS)

check: lint types imports catalogues test ## everything a change must pass

lint: $(DEV) ## ruff: rules and format
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(DEV) ## mypy, strict
	@$(PY) -m mypy

imports: $(DEV) ## the import contracts of the design
	@$(VENV)/bin/lint-imports --no-logo

catalogues: $(DEV) ## the catalogues hold every text of the code, in both languages
	@$(PY) -m bot.i18n check

model: $(DEV) ## learn anew what people ask, from data/training
	@$(PY) -m bot.search.training

bench: $(DEV) ## measure, for some ten minutes; judges nothing (ARGS=all for every one, over half an hour; ARGS=help lists them)
	@$(PY) -m benchmarks $(ARGS)

screenshots: $(DEV) ## take the pictures of the documentation anew
	@$(PY) -m tests.screenshots

lock: $(DEV) ## resolve the locks anew from requirements/*.in
	@$(PY) -m pip install --quiet uv
	@$(UV_PIP) requirements/main.in -o requirements/main.lock
	@$(UV_PIP) requirements/dev.in -o requirements/dev.lock

clean: ## remove what was installed and made, but never var/
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
