# Two commands do all the set-up: `make site` and `make test`. Only Python 3.11+ and git are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site sums ready test check serve lint bench fuzz clean

site: $(READY)
	$(BIN)/briefs build

# Builds though there may be warnings (exit code 1), since those who publish have merged them; then lists all hashes.
sums: $(READY)
	rm -rf site
	$(BIN)/briefs build || test $$? -eq 1
	cd site && find . -type f ! -name sha256sums.txt -print0 | LC_ALL=C sort -z | xargs -0 sha256sum > sha256sums.txt

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
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) build site .bench
