"""Sandboxes: namespaces without a kernel in them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from autograder.sandbox.bubblewrap import HOME, SCRATCH, NoIsolationError, Sandbox, find_bubblewrap

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
MB = 2**20


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(4 * MB)
    yield sandbox
    sandbox.close()


def program(folder: Path, text: str) -> Path:
    path = folder / "bwrap"
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_has_namespaces_of_its_own(sandbox: Sandbox) -> None:
    names = ["ipc", "mnt", "net", "pid", "uts"] + ["user"] * sandbox.has_user_namespace
    for name in names:
        assert Path(f"/proc/{sandbox.pid}/ns/{name}").readlink() != Path(f"/proc/self/ns/{name}").readlink(), name


def test_its_scratch_folder_is_reached_from_outside(sandbox: Sandbox) -> None:
    folder = sandbox.outside(HOME)
    folder.mkdir()
    (folder / "file").write_text("text")
    assert (sandbox.outside(SCRATCH) / HOME.name / "file").read_text() == "text"
    assert not (HOME / "file").exists()
    space = os.statvfs(folder)
    assert space.f_blocks * space.f_frsize == 4 * MB


def test_nothing_else_can_be_written_to(sandbox: Sandbox) -> None:
    for path in map(Path, ["/", "/usr", "/etc", "/dev", sys.prefix, sys.base_prefix]):
        assert os.statvfs(sandbox.outside(path)).f_flag & os.ST_RDONLY, path


def test_shows_the_courses_package_and_not_what_lies_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()
    (tmp_path / "source").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    sandbox = Sandbox(4 * MB, "helpers")
    try:
        assert [path.name for path in sandbox.outside(tmp_path).iterdir()] == ["helpers"]
        assert (sandbox.outside(tmp_path) / "helpers" / "__init__.py").is_file()
    finally:
        sandbox.close()


def test_two_share_nothing(sandbox: Sandbox) -> None:
    other = Sandbox(4 * MB)
    try:
        (other.outside(SCRATCH) / "file").touch()
        assert not (sandbox.outside(SCRATCH) / "file").exists()
    finally:
        other.close()


def test_is_gone_when_closed(sandbox: Sandbox) -> None:
    process = psutil.Process(sandbox.pid)
    sandbox.close()
    assert process.wait(timeout=5) is None


def test_is_gone_when_the_grader_is_killed() -> None:
    source = (
        "import os, sys\nfrom autograder.sandbox.bubblewrap import Sandbox\n"
        f"print(Sandbox({MB}).pid, flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        process = psutil.Process(int(grader.stdout.readline()))
        grader.kill()
    assert process.wait(timeout=5) is None


def test_says_why_there_can_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoIsolationError, match="can't make namespaces here: bwrap: No permissions to create new"):
        Sandbox(MB)


def test_says_when_bubblewrap_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoIsolationError, match=r"bubblewrap can't be started: .*Exec format error"):
        Sandbox(MB)


def test_says_when_it_cant_be_reached_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_process = 2**22 + 1
    info = f"""echo '{{"child-pid": {no_process},}}' > /proc/self/fd/$5"""
    program(tmp_path, f"#!/bin/sh\n{info}\necho ready\nexec sleep 60\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoIsolationError, match="its files can't be reached from outside"):
        Sandbox(MB)


def test_the_systems_bubblewrap_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, "#!/bin/sh\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_bubblewrap() == str(path)


def test_pythons_bubblewrap_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    version = subprocess.run([find_bubblewrap(), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("bubblewrap ")
