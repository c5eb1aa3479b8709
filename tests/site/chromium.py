"""Find the Chromium that the tests of tests/site drive; install it where there is none.

Run: `python -m tests.site.chromium`, or `make chromium`. It says where Chromium is, or stops and says what to type.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.debian import install_commands

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# A browser that root runs can't shut itself off from the system.
ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []
MISSING = f"""\
The tests of the interactive pages need Chromium, and none was found or could be installed.
Install it by one of these, then run the tests again:
    sudo apt-get install chromium              (Debian; Ubuntu's chromium-browser or Google Chrome do as well)
    {sys.executable} -m playwright install --with-deps chromium"""


def find() -> str | None:
    """Return the path of a Chromium: on PATH, or Playwright's own. None if there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def commands() -> list[list[list[str]]]:
    """Return the ways to install Chromium on this machine, each a list of commands."""
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    return [install_commands("chromium"), [own]]


def install(run: Callable[[list[str]], int] = subprocess.call) -> str:
    """Find Chromium, or install it; return its path.

    Raises
    ------
    SystemExit
        If no way to install it worked; the message says what to type.
    """
    path = find()
    for way in [] if path else commands():
        if all(run(command) == 0 for command in way):
            path = find()
        if path:
            break
    if not path:
        raise SystemExit(MISSING)
    return path


if __name__ == "__main__":
    print(f"Chromium: {install()}")
