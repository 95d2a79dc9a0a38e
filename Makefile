# The commands of the portal. Whatever they write lies under var/, which git ignores.

PYTHON ?= python3
PORT ?= 8000
BIN := var/venv/bin
export PORT
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache
# Modules are compiled once, whatever the shell says: a run of tests starts Python many times.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test test-all test-newest dev lint format messages bench screenshots lock upgrade-dumps python packages

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: python ## Install, load the sample if it is new, and serve on http://127.0.0.1:8000/ (PORT=)
	@$(PYTHON) -m deploy.run

test: packages ## Install and run everything that CI runs
	@$(BIN)/python -m tests.run

test-all: packages ## The same with all tests on both databases, all rounds, languages and roles
	@$(BIN)/python -m tests.run --all
	@$(MAKE) --no-print-directory test-newest

test-newest: packages ## Run the tests on the newest Python and Django 6 that can be had
	@$(BIN)/python -m tests.newest

dev: packages ## Serve with reload and debug pages, a worker beside (PORT=)
	@$(BIN)/python manage.py migrate --no-input --verbosity 0
	@$(BIN)/python manage.py createcachetable
	@$(BIN)/python manage.py compile_catalogues
	@export DEBUG=1 REQUIRE_MFA=0; \
	  $(BIN)/python manage.py worker --with-parent --verbosity 0 & \
	  trap "kill $$!" EXIT; \
	  $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

lint: packages ## Check format, types, floors, migrations, deployment, catalogues, templates, style sheets, sizes
	@$(BIN)/python -m ruff format --quiet --check .
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py frozen_migrations --check
	@DEBUG=0 SITE_URL=https://portal.example $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py messages --check
	@$(BIN)/python -m djlint --quiet --lint templates
	@$(BIN)/python -m deploy.checks.styles
	@$(BIN)/python -m deploy.checks.sizes

format: packages ## Set the code as the house does
	@$(BIN)/python -m ruff check --fix --quiet .
	@$(BIN)/python -m ruff format .

messages: packages ## Gather strings into the catalogues (needs gettext), and say what they lack
	@$(BIN)/python manage.py messages

bench: packages ## Test the bench, then measure main pages, sheets of 2,500 rows, the board, searches, and limits
	@$(BIN)/python -m tests.bench

screenshots: packages ## Renew the pictures in docs/ from a served site (ADDRESS=; ALL=1: every page, into var/)
	@$(BIN)/python -m docs.screenshots $(ADDRESS) $(if $(ALL),--all)

upgrade-dumps: packages ## Keep databases of this version for the tests of upgrades (VERSION=, needs PostgreSQL)
	@$(BIN)/python -m tests.upgrades.make $(VERSION)

lock: packages ## Pin the newest packages that pyproject.toml allows
	@$(BIN)/python -m deploy.lock --upgrade

# Before anything else: a Python that is new enough, in words that any Python and shell can say.
python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON): install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11: name a newer one: make PYTHON=python3.12." >&2; exit 1; }

packages: python
	@$(PYTHON) -m deploy.install requirements-test.txt
