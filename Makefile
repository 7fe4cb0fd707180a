# Everything runs from .venv, which is made from pyproject.toml when it is missing or older.
PYTHON ?= python3
BIN := .venv/bin
LIST = $(BIN)/python -c 'import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb")); exec(sys.argv[1])'
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
.DEFAULT_GOAL := help
.PHONY: help demo run test lint bench clean

help:
	@echo "make demo    the sample practice at http://127.0.0.1:8000"
	@echo "make run     your own practice, empty at first, in var/data"
	@echo "make test    the tests; some of them: make test ARGS=\"tests/clients -x\""
	@echo "make lint    formatting, lint, types, templates"
	@echo "make bench   the benchmarks"

demo: .venv/ready
	@DATA_DIR=$${DATA_DIR:-var/demo} exec $(BIN)/python manage.py serve --demo

run: .venv/ready
	@exec $(BIN)/python manage.py serve

# Every test: several processes, each with a database and a browser of its own. A few tests are done sooner by one.
test: .venv/ready-dev
	$(BIN)/python -m pytest $(or $(ARGS),-n logical --maxprocesses=4 --dist worksteal)

bench: .venv/ready-dev
	$(BIN)/python -m bench

lint: export DATA_DIR = var/test
lint: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/djlint --quiet --lint templates
	@# Models against migration files: an address where nobody answers keeps it from starting a database.
	DATABASE_URL=postgres://nobody@127.0.0.1:1/none $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

clean:
	rm -rf .venv

# The product's packages; tests and checks need those of the group "dev" as well.
.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fifth Visit needs Python 3.11 or newer; this is %s." % sys.version.split()[0])'
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@$(LIST) 'print(*project["project"]["dependencies"], sep="\n")' > .venv/packages
	@$(INSTALL) -r .venv/packages
	@touch $@

.venv/ready-dev: .venv/ready
	@echo "Adding what tests and checks need (once) ..."
	@$(LIST) 'print(*project["dependency-groups"]["dev"], sep="\n")' > .venv/packages-dev
	@$(INSTALL) -r .venv/packages -r .venv/packages-dev
	@touch $@
