"""What a worker of a cluster does: it grades what `DaskPool` sends, and keeps a fork server ready for the next.

It needs Python with the course's packages, and bubblewrap; but no course folder, and no file of another machine.
"""

import os
import threading
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from traitlets.config import Config

from autograder.collect.hand_in import HandIn
from autograder.course.public_repository import PublicRepository
from autograder.grading.grade import grade
from autograder.grading.pack import Pack, installed
from autograder.processes.fork_server import fork_server
from autograder.record.result import Result
from autograder.sandbox.bubblewrap import NoIsolationError
from autograder.sandbox.provisioner import SandboxProvisioner

_ENVIRONMENT = ("LANG", "LC_ALL", "LC_CTYPE", "OMP_NUM_THREADS", "TZ")  # what a submission can see of its grader's
_ONLY_IN_REPOSITORIES = ("README.md", "pyproject.toml")  # an installed package doesn't have them
INSTALL = (
    "Install the same Python, this course's requirements.lock and nothing else, and the same version of the course "
    "there, and start the worker again."
)
_lock = threading.Lock()  # a worker grades one hand-in at a time, however many threads it has
_warm: tuple[list[str], dict[str, str]] | None = None  # what the fork server was started with


class UnfitWorker(Exception):  # noqa: N818  # it says what is wrong
    """Why a worker can't grade, and what helps."""


@dataclass(frozen=True)
class Setup:
    """All that a worker needs to grade an assignment, beside the hand-ins; made where the command runs."""

    packs: dict[str, Pack]
    versions: tuple[str, ...] = ()  # what is installed, and the fingerprints of the tool's and the course's code
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        """The settings, which are the same in all packs."""
        return Config(next(iter(self.packs.values())).settings)


def setup_from_here(packs: dict[str, Pack]) -> Setup:
    """Make the setup that makes workers grade as this machine does."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return Setup(packs, _versions(PublicRepository(config=Setup(packs).config).package), environment)


def prepare(setup: Setup) -> Setup:
    """Make a worker ready: check that it grades as the machine that asks, and start the fork server.

    Raises
    ------
    UnfitWorker
        If other versions are installed here.
    """
    here, there = set(_versions(PublicRepository(config=setup.config).package)), set(setup.versions)
    if here != there:
        more, missing = (", ".join(sorted(each)[:3]) or "nothing" for each in (here - there, there - here))
        raise UnfitWorker(
            f"it has another version of the course or of its packages (it has {more} in place of {missing}). {INSTALL}"
        )
    with _lock:
        _warm_up(setup)
    return setup


def grade_on_worker(setup: Setup, hand_in: HandIn) -> Result:
    """Grade a hand-in.

    Raises
    ------
    UnfitWorker
        If this machine can't isolate it.
    ForkServerLost
        If the fork server has ended in the meantime.
    """
    with _lock:
        _warm_up(setup)
        try:
            return grade(hand_in, setup.packs[hand_in.notebook])
        except NoIsolationError as error:
            raise UnfitWorker(str(error)) from None


def _warm_up(setup: Setup) -> None:
    """Start the fork server, unless it runs already; for another course, another."""
    global _warm
    provisioner = SandboxProvisioner(config=setup.config)
    needed = (provisioner.modules, setup.environment)
    if _warm != needed or not fork_server.is_alive():
        fork_server.close()
    for name in _ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ.update(setup.environment)
    provisioner.warm_up()
    _warm = needed


@cache
def _versions(course_package: str) -> tuple[str, ...]:
    """Return what is installed, as far as grades depend on it: two machines that agree give the same grades."""
    packages = [name.removesuffix(".dist-info") for name in installed()]
    return (*packages, *(f"{name} {_fingerprint(name)}" for name in ("autograder", course_package) if name))


def _fingerprint(package: str) -> str:
    """Return a fingerprint of a package's code and data; between two commits, its version may be the same."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return "missing"
    path = Path(spec.origin)
    found = path.parent.rglob("*") if spec.submodule_search_locations else [path]  # a folder, or a single file
    files = [
        each for each in found if each.is_file() and each.suffix != ".pyc" and each.name not in _ONLY_IN_REPOSITORIES
    ]
    lines = [f"{each.relative_to(path.parent)} {sha256(each.read_bytes()).hexdigest()}" for each in files]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]
