# Everything is done by `python3 -m spinecare.launch`; this file gives it short names. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
LAUNCH := @exec $(PYTHON) -m spinecare.launch
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run dev stack prepare test test-fast test-newest conformance benchmark lint format icons screenshots lock

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo
	@echo "  PORT (8000), SPINECARE_VAR (var/) and DATABASE_URL (SQLite) choose where; see docs/configuration.md."

run: ## set everything up and serve the site on http://127.0.0.1:8000
	$(LAUNCH) run

dev: ## the developer's server: reloads, shows what went wrong
	$(LAUNCH) dev

stack: ## as in production: PostgreSQL, gunicorn and nginx, on this machine
	$(LAUNCH) stack

prepare: ## set everything up, or bring it up to date, without serving
	$(LAUNCH) prepare

test: ## all tests: SQLite, PostgreSQL, a browser, the whole stack
	$(LAUNCH) test

test-fast: ## the quick tests, on SQLite, without browser and stack
	$(LAUNCH) test-fast

test-newest: ## the tests on the newest Wagtail and Django, with Python 3.13
	$(LAUNCH) test-newest

conformance: ## the registry code against real records (SPINECARE_TRIAL_RECORDS names their folder)
	$(LAUNCH) conformance

benchmark: ## the finder with 100 trials and with 10,000, on both databases
	$(LAUNCH) benchmark

lint: ## check style and layers
	$(LAUNCH) lint

format: ## put the code into its style
	$(LAUNCH) format

icons: ## draw the icons and the picture for shared links from static/img/mark.svg
	$(LAUNCH) icons

screenshots: ## take pictures of every kind of page into var/screenshots (FOLDER), and those of the documents
	$(LAUNCH) screenshots $(if $(FOLDER),"$(FOLDER)")

lock: ## write the lock files anew (needs uv)
	$(COMPILE) --python-version 3.11.2 --constraint <(printf 'wagtail<7.5\nDjango<5.3\n') -o requirements.lock
	$(COMPILE) --python-version 3.11.2 --constraint <(printf 'wagtail<7.5\nDjango<5.3\n') --extra test -o requirements-test.lock
	$(COMPILE) --python-version 3.13 --extra test -o requirements-newest.lock
