"""Run notebooks and say which of their visible tests pass, for a check on GitHub at every push.

    python check_notebooks.py [NOTEBOOK ...]    by default, all in this folder and below

It needs what students have: Jupyter, and what the notebooks import. The exit status is 1 if a test doesn't pass.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

TITLE = re.compile(r"#\s*(?:@title\s+)?Test: (?P<title>.*)")  # the first line of a test cell
SECONDS = 120  # for a cell
UNREADABLE = "This file can't be read as a notebook. Open its history on GitHub, and push its last good version again."


def run(nb: Any, folder: Path) -> str:
    """Run a notebook in a folder; return why it stopped, if it did."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        nb,
        timeout=SECONDS,
        interrupt_on_timeout=True,
        allow_errors=True,
        kernel_name="python3",  # a student's own environment may have given it another name
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
    except Exception as error:  # such as a kernel that has died
        return f"{type(error).__name__}: {error}"
    return ""


def tests_of(nb: Any) -> Iterator[tuple[str, str]]:
    """Yield each test's title, and what it says; nothing if it passes."""
    for cell in nb.cells:
        title = TITLE.match(cell.source)
        if cell.cell_type != "code" or not title:
            continue
        error = next((output for output in cell.outputs if output.output_type == "error"), None)
        if error is None:
            yield title["title"], "" if cell.execution_count else "It has not run."
        else:
            yield title["title"], error.evalue if error.ename == "AssertionError" else f"{error.ename}: {error.evalue}"


def report(path: Path) -> tuple[str, bool]:
    """Run a notebook; return what to tell, in Markdown, and whether all is well."""
    try:
        nb = nbformat.read(path, as_version=4)
    except Exception:  # two versions were merged, or it is damaged in another way
        return f"## {path.stem}: not checked\n\n{UNREADABLE}\n\n", False
    stopped = run(nb, path.parent)
    tests = list(tests_of(nb))
    failed = [said for _, said in tests if said]
    lines = [f"## {path.stem}: {len(tests) - len(failed)} of {len(tests)} tests passed", ""]
    lines += [f"- ✗ {title}: {said}" if said else f"- ✓ {title}" for title, said in tests]
    if stopped:
        lines += ["", f"The notebook stopped. {stopped}"]
    return "\n".join([*lines, "", ""]), not (failed or stopped)


def main() -> int:
    """Check the notebooks; print the report, and add it to the summary of the job."""
    named = [Path(name) for name in sys.argv[1:]]
    paths = named or sorted(path for path in Path().rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
    reports = [report(path) for path in paths]
    text = "".join(said for said, _ in reports) or "There is no notebook.\n"
    print(text)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)
    return 0 if reports and all(is_well for _, is_well in reports) else 1


if __name__ == "__main__":
    sys.exit(main())
