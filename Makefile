# make run     install what is needed, then serve Countersign on http://127.0.0.1:8000
# make test    all tests                  make check   format, lint, contracts, types, tidiness
#              EXPLORE=1 make test throws other dice in the tests of properties each time
# make bench   every measurement          make bench-phrases   only bench/phrases.py
# make torture kills processes and the database two hundred times: some minutes
# make docs    what is made from the code     make screenshots   docs/images again
# make model-tour    the pictures with a model again, with a scripted one on this machine
# make trade-tour    the pictures of the way from an order to its money again
# make slack-tour    the pictures of Slack again, with a strict fake of it on this machine
# make lock    the lock files again, after a change of dependencies in pyproject.toml
# make bench-guard   what reaches a person when a model is hijacked; installs AgentDojo once
#
# PORT, DATABASE_URL and the other settings come from the environment: make run PORT=9000

MAKEFLAGS += --no-print-directory
BIN := .venv/bin
BENCHES = $(patsubst bench/%.py,bench-%,$(filter-out bench/_%,$(wildcard bench/*.py)))

# Chainlit names 3.13 as its newest Python, so a newer one is taken only where there is no other.
PYTHON = $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)
INSTALL = $(if $(wildcard $(BIN)/pip),$(BIN)/python,$(or $(PYTHON),$(error \
	Countersign needs Python 3.11 or newer: install one and run make again)))

.PHONY: run install install-dev test check bench torture docs screenshots model-tour trade-tour \
	slack-tour lock

run: install
	@exec $(BIN)/countersign up

install:
	@$(INSTALL) scripts/install.py requirements.lock

install-dev:
	@$(INSTALL) scripts/install.py requirements-dev.lock

test: install-dev
	@$(BIN)/pytest -n 2 --dist=loadfile --no-loadscope-reorder -ra

check: install-dev
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(BIN)/pytest -q $(wildcard tests/test_tidy.py tests/test_dependencies.py tests/test_docs.py tests/docs)

bench: $(BENCHES)

bench-%: install-dev
	@$(BIN)/python bench/$*.py

bench-guard: install-dev .venv-guard/requirements-guard.lock
	@$(BIN)/python bench/guard.py

# AgentDojo asks for older model libraries than ours, so it lives in an environment of its own.
.venv-guard/requirements-guard.lock: requirements-guard.lock
	@$(BIN)/python -m venv --clear .venv-guard
	@.venv-guard/bin/pip install --quiet --no-input --no-deps -r requirements-guard.lock
	@cp requirements-guard.lock $@

torture: install-dev
	@KILLS=$${KILLS:-200} TRIES=$${TRIES:-100000} $(BIN)/pytest -q -s \
		tests/proving/test_torture.py tests/proving/test_walls.py

docs: install-dev
	@$(BIN)/python scripts/generate_docs.py
	@$(BIN)/python scripts/function_pages.py

screenshots: install-dev
	@$(BIN)/python scripts/screenshots.py

model-tour: install-dev
	@PYTHONPATH=. $(BIN)/python scripts/model_tour.py

trade-tour: install-dev
	@PYTHONPATH=. $(BIN)/python scripts/trade_tour.py

slack-tour: install-dev
	@PYTHONPATH=. $(BIN)/python scripts/slack_tour.py

lock: install-dev
	@$(BIN)/python -m pip install --quiet uv==0.13.8
	@$(BIN)/python scripts/lock.py
