# Every target does all of its own set-up, and next to nothing when there is nothing to do. GNU make 3.81 or newer.
#
#   make run ARGS="list --json"      passes arguments on
#   make clean test PYTHON=python3.12   sets up with another Python

VENV := .venv
BIN := $(VENV)/bin
FUZZ := .venv-fuzz
OLDEST := .venv-oldest
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt
PYTHONS = $(or $(PYTHON),python3 python3.13 python3.12 python3.11)

# A virtual environment works only where it was made, so it remembers its place: a checkout that was moved or copied
# gets a new one, and so does one whose Python is gone.
ifneq ($(shell test -x $(BIN)/python && cat $(VENV)/.place 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.place
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test test-fast check bench fix fuzz oldest snapshots readme clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.run ## open the app; ARGS="…" is handed on to it
	@$(BIN)/roadmap-tui $(ARGS)

test: $(VENV)/.dev ## run the tests; ARGS="…" is handed on to pytest
	@$(BIN)/pytest --numprocesses auto $(ARGS)

test-fast: $(VENV)/.dev ## run the tests without those in a real terminal and the pictures
	@$(BIN)/pytest --numprocesses auto --ignore tests/terminal --ignore tests/tui/test_snapshots.py $(ARGS)

check: $(VENV)/.dev ## formatting, lint, types, and which module may import which
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## measure against a bare Textual app, about 15 minutes; QUICK=1 takes two, ONLY=keys measures one part
	@QUICK=$(QUICK) ONLY=$(ONLY) $(BIN)/python -m bench

fix: $(VENV)/.dev ## format, and correct what the linter can correct by itself
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

fuzz: $(FUZZ)/.ready ## fuzz what parses, SECONDS=60 each; what breaks goes into tests/fuzz/corpus. PARSER=log for one
	@for parser in $(or $(PARSER),roadmap log settings search terminal markdown frame compiled folded device); do \
	  mkdir -p .fuzz/$$parser && $(FUZZ)/bin/python -m tests.fuzz.run $$parser -max_total_time=$(or $(SECONDS),60) \
	    -artifact_prefix=tests/fuzz/corpus/$$parser/ .fuzz/$$parser tests/fuzz/corpus/$$parser || exit 1; \
	done

oldest: $(VENV)/.dev $(OLDEST)/.ready ## run every command and screen on the oldest libraries that pyproject.toml allows
	@ROADMAP_TUI_PROGRAM="$(CURDIR)/$(OLDEST)/bin/roadmap-tui" $(BIN)/pytest tests/terminal/test_every_screen.py $(ARGS)

snapshots: $(VENV)/.dev ## renew the pictures that tests/tui compares with; look at the difference before you commit it
	$(BIN)/pytest tests/tui/test_snapshots.py --snapshot-update $(ARGS)

readme: $(VENV)/.dev ## renew the README's picture and tables
	$(BIN)/python docs/make_screenshot.py
	$(BIN)/python docs/make_tables.py

clean: ## remove the set-up and everything that was built
	rm -rf $(VENV) $(FUZZ) $(OLDEST) .fuzz build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.place:
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Setting up $(VENV) with $$python; it takes a moment and happens once." >&2; \
	    "$$python" -m venv --clear $(VENV) && printf %s "$(CURDIR)" > $@; exit; \
	  fi; \
	done; \
	echo "Python 3.11 or newer with its venv module is needed, and none of these is one:" $(PYTHONS)"." >&2; exit 1

# The build backend comes first, so that the project is built with the pinned one.
$(VENV)/.run: $(VENV)/.place pyproject.toml constraints.txt
	@$(PIP) hatchling >&2
	@$(PIP) --no-build-isolation --editable . >&2
	@touch $@

$(VENV)/.dev: $(VENV)/.place pyproject.toml constraints.txt
	@$(PIP) hatchling >&2
	@$(PIP) --no-build-isolation --editable '.[dev]' >&2
	@touch $@ $(VENV)/.run

$(FUZZ)/.ready: $(VENV)/.place pyproject.toml constraints.txt
	@$(BIN)/python -m venv --clear $(FUZZ)
	@$(FUZZ)/bin/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt hatchling >&2
	@$(FUZZ)/bin/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt \
	  --no-build-isolation --editable '.[dev,fuzz]' >&2
	@touch $@

# Only uv can install the oldest versions; it takes the project's own requirements for that, and not theirs.
$(OLDEST)/.ready: $(VENV)/.place pyproject.toml constraints.txt
	@$(BIN)/python -m venv --clear $(OLDEST)
	@$(OLDEST)/bin/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt hatchling uv >&2
	@$(OLDEST)/bin/uv pip install --quiet --python $(OLDEST)/bin/python --resolution lowest-direct \
	  --no-build-isolation --editable . >&2
	@touch $@
