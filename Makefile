# make run   installs, loads the sample corpus on the first start, serves the page on 127.0.0.1:7860
# make test  installs what is missing and runs every check and test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.PHONY: run test check install eval browser faults long clean

run: $(INSTALLED)
	$(BIN)/assistant serve

test: check
	$(BIN)/pytest -n 2 --dist loadfile -m "not browser and not faults and not long"

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(INSTALLED)

$(VENV):
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(INSTALLED_DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,browser]'
	touch $@

eval: $(INSTALLED_DEV)
	$(BIN)/python -m eval run --jobs 2
	$(BIN)/python -m eval judge --claims judge

browser: $(INSTALLED_DEV)
	$(BIN)/pytest -m browser

faults: $(INSTALLED_DEV)
	$(BIN)/pytest -m faults

long: $(INSTALLED_DEV)
	$(BIN)/pytest -m long

clean:
	rm -rf $(VENV)
