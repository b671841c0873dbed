# Everything a person types. Each target does its own set-up; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

VENV_PYTHON = .venv/bin/python
MANAGE = $(VENV_PYTHON) manage.py
PRODUCTION = DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=policy.example.org
PYTEST = $(VENV_PYTHON) -m pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile $(ARGS)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport DJANGO_SETTINGS_MODULE PYTHONPATH  # another project's

.DEFAULT_GOAL = help
.PHONY: help setup run test quick check style types imports migrations deployment bench proofs kills evaluate audit lock fetch cluster

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' Makefile | while IFS='	' read -r name text; do printf 'make %-9s %s\n' "$$name" "$$text"; done

setup: .venv/.development ## Make the virtual environment with all requirements (the others do this themselves)
	@echo "Ready: $$($(VENV_PYTHON) --version) in .venv"

run: .venv/.runtime ## Fill the database and serve the site on http://127.0.0.1:8000 (PORT=, DATABASE_URL=)
	@$(MANAGE) setup_demo
	@echo "policykb is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

test: .venv/.development ## Run all tests on SQLite, in a browser, on PostgreSQL and a search cluster (ARGS= for pytest)
	@echo "== Tests on SQLite, and of the pages in a browser =="; \
	DATABASE_URL=sqlite://:memory: $(PYTEST) || failed=yes; \
	echo "== Tests on PostgreSQL =="; \
	$(VENV_PYTHON) -m tests.postgres --optional -- $(PYTEST) -m "database and not browser" || failed=yes; \
	echo "== Tests of search on a cluster =="; \
	DATABASE_URL=sqlite://:memory: $(VENV_PYTHON) -m tests.cluster --optional -- $(PYTEST) $(ON_CLUSTER) || failed=yes; \
	test -z "$$failed"

ON_CLUSTER = tests/documents/search/cluster tests/documents/search/test_index.py tests/documents/search/test_retrieval.py \
	$(addprefix tests/policykb/answers/test_,counts.py quality.py regions_named.py search.py)

fetch: ## Fetch what a search cluster for the tests is made of (56 Java archives, by Maven)
	@$(PYTHON) -m tests.cluster.artifacts

quick: .venv/.development ## Run the tests that need neither a database nor a browser (ARGS= for pytest)
	@DATABASE_URL=sqlite://:memory: $(PYTEST) -m "not database and not browser"

check: style types imports migrations deployment ## Check style, types, import rules, migrations and deployment settings

style: .venv/.development
	$(VENV_PYTHON) -m ruff check --output-format concise .
	$(VENV_PYTHON) -m ruff format --check --output-format concise .
	find documents policykb tasks tests -name '*.py' | xargs $(VENV_PYTHON) -m django_upgrade --check
	find templates -name '*.html' | xargs .venv/bin/djade --check

types: .venv/.development
	$(VENV_PYTHON) -m mypy

imports: .venv/.development
	.venv/bin/lint-imports --no-logo --no-cache

migrations: .venv/.development
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

deployment: .venv/.development
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

cluster: .venv/.development ## Kill nodes of a search cluster, and who keeps it in step, under load; compare engines (minutes)
	@$(VENV_PYTHON) -m tests.postgres -- $(VENV_PYTHON) -m tests.cluster.proof
	@$(VENV_PYTHON) -m tests.postgres -- $(VENV_PYTHON) -m tests.cluster -- \
		$(VENV_PYTHON) -m pytest --quiet -s tests/policykb/answers/test_agreement.py

bench: .venv/.development ## Measure stages, pages and search on both databases, beside others (ARGS="--sizes 100000")
	@DATABASE_URL=sqlite://:memory: $(VENV_PYTHON) -m tests.benchmarks.stages
	@DATABASE_URL= $(VENV_PYTHON) -m tests.benchmarks $(ARGS)

proofs: kills .venv/.development ## The long proofs: ingests killed, PostgreSQL restarted under the site, slow clients, overload (minutes)
	@$(VENV_PYTHON) -m tests.proofs.postgres_restart
	@$(VENV_PYTHON) -m tests.proofs.slow_clients
	@$(VENV_PYTHON) -m tests.proofs.overload

kills: .venv/.development ## Kill ingests at random points, on both databases, and compare what they left (ARGS="--kills 50")
	@$(VENV_PYTHON) -m tests.proofs.kills $(ARGS)

evaluate: .venv/.runtime ## Score extraction against the hand-made gold
	@$(MANAGE) evaluate

audit: .venv/.runtime ## Ask an advisory service whether a requirement has known vulnerabilities; warns, and never fails
	@test -x .venv/audit/bin/pip-audit || { $(VENV_PYTHON) -m venv .venv/audit && .venv/audit/bin/pip install --quiet pip-audit; } || true
	@said=$$(.venv/audit/bin/pip-audit --require-hashes --disable-pip --progress-spinner off --timeout 15 \
		--requirement requirements-prod.txt --requirement requirements-meaning.txt --requirement requirements-dev.txt 2>&1) \
		&& passed=yes; echo "$$said" | grep -v "could not be audited" | tail -n 40; \
	case "$$passed $$said" in \
	*"Found "*"known vulnerabilit"*) echo "WARNING: see above; make lock may bring newer versions.";; \
	*"could not be audited"*) echo "NOT AUDITED: of some or all packages the advisory service knows nothing here.";; \
	yes*) ;; \
	*) echo "NOT AUDITED: pip-audit, or the service that it asks, could not be had.";; esac

lock: ## Resolve the requirement files again from pyproject.toml (needs uv)
	uv pip compile $(LOCK) pyproject.toml --output-file requirements.txt
	uv pip compile $(LOCK) pyproject.toml --constraints requirements.txt --extra prod --output-file requirements-prod.txt
	uv pip compile $(LOCK) pyproject.toml --constraints requirements.txt --extra search --output-file requirements-search.txt
	uv pip compile $(LOCK) pyproject.toml --constraints requirements.txt --extra metrics --output-file requirements-metrics.txt
	uv pip compile $(LOCK) pyproject.toml --constraints requirements.txt --extra meaning --output-file requirements-meaning.txt
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
REFUSE_OLD = import sys; sys.version_info < (3, 11) and sys.exit( \
	"policykb needs Python 3.11 or newer, this is %d.%d (another one: make PYTHON=python3.12 ...)." % sys.version_info[:2])

define install
$(VENV_PYTHON) -c '$(SUPPORTED)' 2>/dev/null || { $(make_environment); }; \
echo "Installing $(1)"; \
$(VENV_PYTHON) -m pip install --quiet --use-pep517 --require-hashes --requirement $(1)
endef

define make_environment
command -v "$(PYTHON)" >/dev/null || { \
	echo "No $(PYTHON) found: policykb needs Python 3.11 or newer (another one: make PYTHON=/path/to/python3.12 ...)." >&2; exit 1; }; \
"$(PYTHON)" -c '$(REFUSE_OLD)' || exit 1; \
"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	echo "$(PYTHON) cannot make virtual environments: install python3-venv (Debian, Ubuntu: sudo apt install python3-venv)." >&2; exit 1; }; \
echo "Making the virtual environment .venv"; \
"$(PYTHON)" -m venv --clear .venv || { rm -rf .venv; exit 1; }
endef
