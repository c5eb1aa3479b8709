"""The process that kernels and examiners are forked from, without kernels."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.sandbox import orders
from autograder.sandbox.template import Template
from tests.conftest import code, graded, notebook

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, nothing is forked")]
SECONDS = 60  # for the template's imports


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    template = Template()
    yield template
    template.close()


def processes() -> set[psutil.Process]:
    """List the templates that this process has started."""
    return {child for child in psutil.Process().children() if "autograder.sandbox.template" in child.cmdline()}


def start(template: Template, **order: object) -> socket.socket:
    """Give an order with one socket; return its other end."""
    ours, theirs = socket.socketpair()
    template.order(order, [theirs])
    ours.settimeout(SECONDS)
    return ours


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.ipynb"
    nbformat.write(notebook(code("import numpy as np"), graded("assert np.pi > 3")), path)
    return path


def test_all_orders_go_to_one_process(template: Template, path: Path) -> None:
    before, pids = processes(), set()
    for _ in range(2):
        with start(template, role="examiner") as examiner:
            orders.send(examiner, {"notebook": str(path)})
            pids.add(orders.receive(examiner)[0]["pid"])
    (started,) = processes() - before
    assert len(pids) == 2
    psutil.wait_procs(started.children(), timeout=5)
    assert started.children() == []  # ended, and no zombies


def test_goes_on_after_an_order_that_makes_no_sense(template: Template, path: Path) -> None:
    with start(template, role="kernel", room=None) as lifeline:
        assert lifeline.recv(1) == b""
    with start(template, role="examiner") as examiner:
        orders.send(examiner, {"notebook": str(path)})
        assert orders.receive(examiner)[0]["pid"] > 0


def test_ends_with_its_grader() -> None:
    before, template = processes(), Template()
    start(template, role="examiner").close()
    (started,) = processes() - before
    template.close()
    template.close()  # a second time is no mistake
    assert started.wait(timeout=SECONDS) == 0
