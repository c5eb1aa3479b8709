"""How much time does the examiner add to a test cell? Run: `python benchmarks/examiner.py`.

Runs every test cell of Unit 4, and one that makes five calls, in the kernel's own process and against a snapshot of it,
by turns, and prints the milliseconds of each way and what the examiner adds. Included is the fork that a snapshot is,
but not its end, which nobody waits for. In grading, a test cell with hidden lines runs twice, first without them.
"""

import gc
import importlib
import os
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell

from autograder.course.config import load_config
from autograder.examiner import agent
from autograder.examiner.names import Origin, test_globals
from autograder.examiner.server import TestNames, compile_test, run_test
from autograder.notebook.cells import is_test
from autograder.processes.huge_pages import use_huge_pages

SOURCE = Path(__file__).parents[1] / "source" / "unit04"
ROUNDS = 5
FIVE_CALLS = "import numpy as np\nfor n in range(5):\n    assert softmax(np.ones((2, 3))).shape == (2, 3)"


class Shell(InteractiveShell):
    """IPython's shell with nobody in front of it."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window."""


def examine(source: str, origins: Mapping[str, Origin], namespace: dict[str, Any]) -> None:
    """Fork a snapshot of this process, and run a test cell against it."""
    (snapshot,), _ = agent.fork_snapshots(1, lambda _: namespace)
    with snapshot:
        outputs = run_test(source, TestNames(), origins, snapshot, time.monotonic() + 60)
    assert not any(output.output_type == "error" for output in outputs), outputs


def milliseconds(do: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    do()
    taken = 1000 * (time.perf_counter() - start)
    with suppress(ChildProcessError):
        os.waitpid(-1, 0)  # the snapshot, if there was one
    return taken


def measure(source: str, origins: Mapping[str, Origin], namespace: dict[str, Any]) -> tuple[float, float]:
    """Return how long a test cell takes in the kernel, and in the examiner: medians of some rounds, by turns."""
    code = compile_test(source)
    rounds = [
        (
            milliseconds(lambda: exec(code, dict(namespace))),
            milliseconds(lambda: examine(source, origins, namespace)),
        )
        for _ in range(ROUNDS)
    ]
    in_kernel, examined = (statistics.median(column) for column in zip(*rounds, strict=True))
    return in_kernel, examined


def main() -> None:
    """Measure and print."""
    for name in load_config(SOURCE.parents[1]).SandboxProvisioner.preload:
        importlib.import_module(name)
    gc.freeze()  # as in the fork server; so are the large pages
    use_huge_pages()
    print(f"{'milliseconds (median of ' + str(ROUNDS) + ')':<42}{'kernel':>8}{'examiner':>10}{'added':>8}")
    added = []
    for path in sorted(SOURCE.glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        origins = test_globals(cells)
        shell = Shell()
        tests: list[tuple[str, str, Mapping[str, Origin]]] = []
        for index, cell in enumerate(cells):
            if is_test(cell):
                tests = [(cell.metadata.nbgrader.grade_id, cell.source, origins[index])]
                if path.stem.startswith("u04n3") and tests[0][0] == "softmax-test":
                    tests.append(("five calls of a function", FIVE_CALLS, origins[index]))
                for name, source, names in tests:
                    in_kernel, examined = measure(source, names, shell.user_ns)
                    added.append(examined - in_kernel)
                    print(f"{path.stem[:5]} {name:<36}{in_kernel:8.1f}{examined:10.1f}{added[-1]:8.1f}")
            elif cell.cell_type == "code" and "show(alt=" not in cell.source:
                with redirect_stdout(StringIO()):
                    shell.run_cell(cell.source, silent=True)
    print(f"{'added: median, largest':<42}{statistics.median(added):18.1f}{max(added):8.1f}")


if __name__ == "__main__":
    main()
