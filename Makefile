# Everything a person types. Each target does its own set-up; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2

VENV_PYTHON = .venv/bin/python
MANAGE = $(VENV_PYTHON) manage.py
PYTEST = $(VENV_PYTHON) -m pytest --numprocesses=$(WORKERS)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export DJANGO_SETTINGS_MODULE = policykb.settings

.DEFAULT_GOAL = help
.PHONY: help setup run test check bench evaluate lock

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' Makefile | while IFS='	' read -r name text; do printf 'make %-9s %s\n' "$$name" "$$text"; done

setup: .venv/.development ## Make the virtual environment with all requirements (the others do this themselves)

run: .venv/.runtime ## Fill the database and serve the site on http://127.0.0.1:8000 (PORT=, DATABASE_URL=)
	@$(MANAGE) setup_demo
	@echo "policykb is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/.development ## Run all tests on SQLite, in a browser, and on PostgreSQL
	@echo "== Tests on SQLite =="
	@DATABASE_URL=sqlite://:memory: $(PYTEST)
	@echo "== Tests on PostgreSQL =="
	@$(VENV_PYTHON) -m tests.postgres --skip-without-server -- $(PYTEST) -m "not browser"

check: .venv/.development ## Check style, types, import rules, migrations and deployment settings
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -m importlinter.cli lint
	DEBUG=True $(MANAGE) makemigrations --check --dry-run
	DEBUG=False SECRET_KEY=$$($(VENV_PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		ALLOWED_HOSTS=policy.example.org $(MANAGE) check --deploy --fail-level WARNING

bench: .venv/.development ## Measure search on large corpora, on both databases
	$(VENV_PYTHON) -m tests.benchmarks

evaluate: .venv/.development ## Score extraction against the hand-made gold
	$(VENV_PYTHON) -m tests.evaluation

lock: ## Resolve the requirement files again from pyproject.toml (needs uv)
	uv pip compile $(LOCK) pyproject.toml --output-file requirements.txt
	uv pip compile $(LOCK) pyproject.toml --constraints requirements.txt --extra prod --output-file requirements-prod.txt
	uv pip compile $(LOCK) pyproject.toml --constraints requirements.txt --group dev --output-file requirements-dev.txt

LOCK = --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# The environment: made once, filled again when a requirements file changes, replaced when it is broken.

.venv/.runtime: requirements.txt $(VENV_PYTHON)
	@$(call install,$<)
	@touch $@

.venv/.development: requirements-dev.txt $(VENV_PYTHON)
	@$(call install,$<)
	@touch .venv/.runtime $@

$(VENV_PYTHON):
	@$(make_environment)

SUPPORTED = import pip, sys; sys.exit(sys.version_info < (3, 11))

define install
$(VENV_PYTHON) -c '$(SUPPORTED)' 2>/dev/null || { $(make_environment); }; \
echo "Installing $(1)"; \
$(VENV_PYTHON) -m pip install --quiet --require-hashes --requirement $(1)
endef

define make_environment
command -v "$(PYTHON)" >/dev/null || { \
	echo "No $(PYTHON) found: policykb needs Python 3.11 or newer (another one: make PYTHON=/path/to/python3.12 ...)." >&2; exit 1; }; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "$$("$(PYTHON)" --version) is too old: policykb needs Python 3.11 or newer (another one: make PYTHON=python3.12 ...)." >&2; exit 1; }; \
"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	echo "$(PYTHON) cannot make virtual environments: install python3-venv (Debian, Ubuntu: sudo apt install python3-venv)." >&2; exit 1; }; \
echo "Making the virtual environment .venv"; \
"$(PYTHON)" -m venv --clear .venv || { rm -rf .venv; exit 1; }
endef
