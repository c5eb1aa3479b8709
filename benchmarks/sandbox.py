"""What does the sandbox cost, or gain? Run: `python benchmarks/sandbox.py`.

Runs the source notebook of u04n3 by turns in a kernel that is started as usual and in one that is forked into a
sandbox, as grading does. Prints the seconds until each is ready and until the notebook has run, and their ratio. The
start of the fork server is not counted: a class pays it once.
"""

import os
import statistics
import time
from pathlib import Path

import nbformat
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[1] / "source" / "unit04" / "u04n3-logreg-pytorch.ipynb"
ROUNDS = 3


def seconds(provisioner: str) -> tuple[float, float]:
    """Run the notebook once; return how long it took until the kernel answered, and in all."""
    KernelProvisionerFactory.instance().default_provisioner_name = provisioner
    nb = nbformat.read(NOTEBOOK, as_version=4)
    # A sandbox gets a copy of the notebook's folder, as of a submission's.
    client = NotebookClient(nb, shutdown_kernel="immediate", resources={"metadata": {"path": str(NOTEBOOK.parent)}})
    start = time.perf_counter()
    with client.setup_kernel():
        ready = time.perf_counter() - start
        for index, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, index)
    return ready, time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    os.environ["OMP_NUM_THREADS"] = "1"  # as in grading
    seconds("sandbox")  # starts the fork server
    rounds = [(seconds("local-provisioner"), seconds("sandbox")) for _ in range(ROUNDS)]
    usual, sandboxed = zip(*rounds, strict=True)
    print(f"seconds (median of {ROUNDS})    ready   notebook")
    medians = {}
    for name, times in {"started as usual": usual, "in the sandbox": sandboxed}.items():
        medians[name] = [statistics.median(column) for column in zip(*times, strict=True)]
        print(f"kernel {name:<17} {medians[name][0]:7.2f} {medians[name][1]:10.2f}")
    ratios = [usual / sandboxed for usual, sandboxed in zip(*medians.values(), strict=True)]
    print(f"ratio                    {ratios[0]:7.1f} {ratios[1]:10.1f}")


if __name__ == "__main__":
    main()
