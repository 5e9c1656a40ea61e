# Everything one does with a checkout. `make` or `make help` lists it.
# Needs git, make and Python 3.11 or newer with venv; the rest is set up by the targets themselves.

PYTHON ?= python3
IN_VENV = .venv/bin/python

# Where it is set, Python compiles all of Django again at every start, which takes longer than the start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test check format api lock bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything to develop with: Python and npm packages, the built web app
	@$(PYTHON) tools/set_up.py dev

run: ## Set up, load the demo company once, start; prints the address and how to sign in
	@$(PYTHON) tools/set_up.py run
	@exec $(IN_VENV) tools/start.py

test: ## Set up, then every check and every test, on SQLite and on PostgreSQL
	@$(PYTHON) tools/set_up.py test
	@exec $(IN_VENV) tools/test.py

check: ## Format, lint, types, architecture, generated files, bundle budget
	@$(PYTHON) tools/set_up.py dev
	@exec $(IN_VENV) tools/check.py

format: ## Format the code and fix what the linters can fix
	@$(PYTHON) tools/set_up.py dev
	@$(IN_VENV) -m ruff check --fix --quiet .
	@$(IN_VENV) -m ruff format --quiet .
	@$(IN_VENV) tools/web.py npm run format

api: ## Write web/openapi.json from the routes, and the typed client from it
	@$(PYTHON) tools/set_up.py dev
	@$(IN_VENV) tools/openapi.py
	@$(IN_VENV) tools/web.py npm run api

lock: ## Renew the locked Python packages from pyproject.toml
	@$(PYTHON) tools/set_up.py dev
	@$(IN_VENV) tools/lock.py

bench: ## Measure, and print the tables of docs/developer/performance.md
	@$(PYTHON) tools/set_up.py test
	@exec $(IN_VENV) -m benchmarks

clean: ## Remove what was built and installed; keeps ./data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf build bureau.egg-info web/dist web/node_modules
	find bureau tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
