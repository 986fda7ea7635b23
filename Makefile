# Two commands do all the set-up: `make site` and `make test`. Only Python 3.11+ and git are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := .venv-release
TOOLS_READY := $(TOOLS)/.ready
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check

.PHONY: site sums ready test check serve lint bench audit release fuzz coverage mutants clean

site: $(READY)
	$(BIN)/briefs build

# Builds from nothing, though there may be warnings (exit code 1), since those who publish have merged them.
sums: $(READY)
	rm -rf site
	$(BIN)/briefs build || test $$? -eq 1
	$(BIN)/briefs verify site

ready: $(READY)

test: $(READY)
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

check: $(READY)
	$(BIN)/briefs check

serve: $(READY)
	$(BIN)/briefs serve

lint: $(READY)
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/mypy

# Under ten minutes; for more see benchmarks/README.md.
bench: $(READY)
	$(BIN)/python -m benchmarks.run --runs 3 --budget 540

# Ten minutes for each target, on Linux with Python 3.11; see "Fuzzing" in content/guide/maintaining.md.
fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	for target in yaml quotes dates escapes briefs; do $(BIN)/python -m tests.fuzzing $$target --seconds 600 || exit 1; done

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Claim Briefs needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements.lock
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	touch $(READY)

# Asks PyPI for known vulnerabilities of what is locked; a package that it cannot ask about fails too.
audit: $(TOOLS_READY)
	$(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	$(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements-release.lock

# What a release consists of, in dist/; the same bytes from the same commit.
release: $(READY) $(TOOLS_READY)
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build --directory dist
	$(TOOLS)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file dist/claim-briefs.cdx.json requirements.lock
	cd dist && LC_ALL=C sh -c 'sha256sum -- *' > ../.sha256sums.txt && mv ../.sha256sums.txt sha256sums.txt

$(TOOLS_READY): requirements-release.lock
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python $(PIP_INSTALL) --require-hashes -r requirements-release.lock
	touch $(TOOLS_READY)

clean:
	rm -rf $(VENV) $(TOOLS) build site dist .bench

# Branches that the tests run through, in processes of their own too; a quarter of an hour. What reads, escapes, keeps
# to its folders and publishes has none that they do not. What coverage notes cannot be written where files may not grow.
WHOLE := generator/read/files.py,generator/read/yaml_events.py,generator/read/kept_yaml.py,generator/read/overrides.py
WHOLE := $(WHOLE),generator/read/site_templates.py,generator/resolve/documents.py,generator/render/escape.py
WHOLE := $(WHOLE),generator/publish/*

coverage: $(READY)
	$(BIN)/python -m coverage erase
	CI=true $(BIN)/python -m coverage run -m pytest -q -n auto -m "not browser" -k "not may_not_grow"
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --show-missing --skip-covered --fail-under 95
	$(BIN)/python -m coverage report --show-missing --include "$(WHOLE)" --fail-under 100

# Small faults put into what resolves, checks and escapes: how many of them the tests notice.
mutants: $(READY)
	PYTHONHASHSEED=1 $(BIN)/python -m tests.mutants
