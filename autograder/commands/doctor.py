"""`autograder doctor`: check whether this machine can isolate submissions and grade, and say what to do if not."""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path

import psutil
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console
from rich.text import Text
from traitlets.config import Config

from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.sandbox.bubblewrap import NoIsolationError, find_bubblewrap
from autograder.sandbox.provisioner import ISOLATED, MB, SandboxProvisioner
from autograder.sandbox.system_calls import MACHINES

NEEDS_COURSE = False  # it runs in any folder, before there is a course
OK, FIX, NOTE = "ok", "fix", "note"  # FIX where grading can't do without, NOTE where it can
_STOP_AT_ERRORS = "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR"
_STYLES = {OK: "green", FIX: "bold red", NOTE: "yellow"}
_FREE_DISK = 1024  # MB: a class's notebooks, and its gradebook
_BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Runs in the sandbox, to see what a submission has there and shouldn't have.
_LOOK = """\
import json, os, resource, socket
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
print(json.dumps({
    "a network": [name for _, name in socket.if_nameindex()] != ["lo"],
    "the grader's processes": os.getppid() != 0,
    "capabilities": int(status["CapEff"], 16) != 0,
    "a way to new privileges": status["NoNewPrivs"] != "1",
    "no limit on open files": resource.getrlimit(resource.RLIMIT_NOFILE)[0] > OPEN_FILES,
}))
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes: nothing."""


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print a line for each check; return 1 if something needs a fix."""
    console = Console(soft_wrap=True, highlight=False)  # so that commands can be copied
    states = []
    for name, state, found in _checks(config):
        console.print(Text.assemble((f"{state:5}", _STYLES[state]), f"{name}: {found}"))
        states.append(state)
    return 1 if FIX in states else 0


def _checks(config: Config) -> Iterator[tuple[str, str, str]]:
    """Run the checks; yield the name of each, its state, and what was found or what to do."""
    yield "isolation", *_isolation(config)
    known = platform.machine() in MACHINES
    yield "system calls", OK if known else NOTE, f"{'' if known else 'not '}filtered on this processor"
    yield "kernel", *_kernel()
    yield "settings", *_settings()
    free, needed = psutil.virtual_memory().available // MB, SandboxProvisioner(config=config).memory
    found = f"{free} MB are free; a submission may use {needed} MB (c.SandboxProvisioner.memory)"
    yield "memory", OK if free > needed else FIX, found
    free = shutil.disk_usage(Path.cwd()).free // MB
    yield "disk", OK if free > _FREE_DISK else FIX, f"{free} MB are free here; a class needs some {_FREE_DISK} MB"
    git = shutil.which("git")
    yield "git", OK if git else NOTE, git or "not found; publishing needs it: sudo apt-get install git"
    yield "fonts", *_fonts()
    browser = _browser()
    yield "browser", OK if browser else NOTE, browser or "no Chromium, which tests of a course's site need"


def _isolation(config: Config) -> tuple[str, str]:
    """Run a small submission as grading does, and let it inspect its sandbox from inside."""
    config = deepcopy(config)
    config.SandboxProvisioner.preload = []
    config.SandboxProvisioner.allow_no_isolation = False
    look = new_code_cell(_LOOK.replace("OPEN_FILES", str(SandboxProvisioner(config=config).open_files)))
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}, "nbgrader": {"assignment": "", "notebook": "", "student": ""}}
        try:
            graded, _ = ExecuteAndExamine(config=config).preprocess(new_notebook(cells=[look]), resources)
            output = graded.cells[0].outputs[0]
            wrong = [what for what, there in json.loads(output.get("text") or output.evalue).items() if there]
        except NoIsolationError as error:
            return FIX, str(error)
        except Exception as error:  # whatever it is, run the other checks
            return FIX, f"a notebook could not be run: {type(error).__name__}: {error}"
    if wrong:
        return FIX, f"a submission in the sandbox has {', '.join(wrong)}: don't grade on this machine"
    how = "as root, each submission a user of its own" if os.geteuid() == 0 else "in a user namespace"
    return OK, f"{ISOLATED}; {how}; by {find_bubblewrap()}"


def _kernel() -> tuple[str, str]:
    with suppress(NoSuchKernel):
        command = KernelSpecManager().get_kernel_spec("python3").argv
        if "ipykernel_launcher" in command and shutil.which(command[0]):
            return OK, f"python3 is {command[0]} with ipykernel"
    return FIX, f"no kernel python3 with ipykernel; make one: {sys.executable} -m ipykernel install --sys-prefix"


def _settings() -> tuple[str, str]:
    if os.environ.get(_STOP_AT_ERRORS):
        return OK, "an error in nbgrader_config.py stops every command"
    return NOTE, (
        "if nbgrader_config.py has an error, nbgrader's own commands go on without it, and so without a sandbox; make "
        f"them stop: export {_STOP_AT_ERRORS}=1"
    )


def _fonts() -> tuple[str, str]:
    if not find_spec("matplotlib"):
        return OK, "none needed, as there is no Matplotlib"
    import matplotlib

    if any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json")):
        return OK, f"listed in {matplotlib.get_cachedir()}"
    return NOTE, f"the first figure will wait for a list of them; make it: {sys.executable} -m matplotlib.font_manager"


def _browser() -> str | None:
    """Return the path of a Chromium: on PATH, or Playwright's own."""
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()
    return next(filter(None, map(shutil.which, _BROWSERS)), None) or next(map(str, own.glob("chromium-*")), None)
