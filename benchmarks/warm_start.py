"""How much faster is a submission with a forked kernel? Run: `python benchmarks/warm_start.py`.

Runs the source notebook of u04n3 as grading does, with a kernel started as usual and with a forked one, by turns, and
prints the seconds that each took and their ratio. The fork server's own start is not counted: a class pays it once.
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


def seconds(provisioner: str) -> float:
    """Run the notebook once; return how long that took."""
    KernelProvisionerFactory.instance().default_provisioner_name = provisioner
    nb = nbformat.read(NOTEBOOK, as_version=4)
    start = time.perf_counter()
    NotebookClient(nb, shutdown_kernel="immediate").execute()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    os.environ["OMP_NUM_THREADS"] = "1"  # as in grading
    seconds("warm-start")  # starts the fork server
    times = [(seconds("local-provisioner"), seconds("warm-start")) for _ in range(ROUNDS)]
    usual, warm = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"kernel started as usual: {usual:5.1f} s a submission (median of {ROUNDS})")
    print(f"kernel forked:           {warm:5.1f} s a submission")
    print(f"ratio:                   {usual / warm:5.1f}")


if __name__ == "__main__":
    main()
