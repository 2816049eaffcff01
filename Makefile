# keikaku: every command a person needs. `make serve` and `make test` work on a machine with Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EDITOR := server/static/editor/editor.js
.DEFAULT_GOAL := help
.PHONY: help serve build test check check-ontology lint layers types unit slow attack browser peer editor screenshots card tools lock sbom clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/test: requirements-test.lock $(VENV)/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

build: $(VENV)/runtime ## build the release from data/ into releases/
	$(BIN)/keikaku build

serve: build ## build the release and serve it on http://127.0.0.1:8000
	$(BIN)/keikaku serve

lint: $(VENV)/test ## style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

layers: $(VENV)/test ## that rooms import downwards only
	$(BIN)/lint-imports --no-cache

types: $(VENV)/test ## types of the code
	$(BIN)/mypy

check-ontology: $(VENV)/test ## the ontology by the criteria of OOPS! and FOOPS!
	$(BIN)/pytest -v tests/ontology/test_criteria.py tests/ontology

# A hundred processes start in the tests: where no bytecode may be kept, each compiles everything anew.
unit: $(VENV)/test ## pytest alone
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto

check: lint layers types ## lint, layers and types

test: lint layers ## lint, types and tests: what a change must pass
	$(MAKE) --jobs=2 types unit

slow: $(VENV)/test ## the long sweeps: crash and bomb corpora, load
	$(BIN)/pytest -m slow

attack: build $(VENV)/test ## every attack of docs/security.md, then three minutes of siege; on this machine alone
	$(BIN)/python -m tests.attack

browser: $(VENV)/test node_modules/axe-core $(EDITOR) ## journeys and accessibility in a real browser (needs chromium, npm)
	$(BIN)/pytest -m browser

peer: $(VENV)/test ## against other stores and clients; skips those that are not installed
	$(BIN)/pytest -m peer

node_modules/axe-core:
	npm install --no-save --no-package-lock --silent axe-core@4.14.1

editor: $(EDITOR) ## bundle the query editor into server/static/editor/ (needs npm)

$(EDITOR): $(wildcard server/editor/*.js server/editor/*.css) server/editor/package-lock.json
	npm ci --silent --prefix server/editor
	npm run build --silent --prefix server/editor

screenshots: build ## pictures of every kind of page into build/screenshots, and of README (needs chromium)
	$(BIN)/python -m docs.screenshots

card: $(VENV)/test ## the picture that stands for a page where it is shared (needs chromium)
	$(BIN)/python docs/card.py

tools: ## on Debian: what the optional suites need (as root)
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk virtuoso-opensource-7 nginx-light caddy prometheus r-base-core

lock: ## write the lock files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra test pyproject.toml -o requirements-test.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements-test.lock pyproject.toml -o requirements.lock

build/runtime/done: requirements.lock
	$(PYTHON) -m venv --clear build/runtime
	build/runtime/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	build/runtime/bin/pip uninstall --quiet --yes pip setuptools
	touch $@

sbom: $(VENV)/test build/runtime/done ## the bill of materials (CycloneDX) and the table of licences
	$(BIN)/cyclonedx-py environment build/runtime --pyproject pyproject.toml --output-reproducible -o build/sbom.cdx.json
	$(BIN)/python docs/licences.py build/sbom.cdx.json

clean: ## remove what the targets made
	rm -rf $(VENV) releases build
