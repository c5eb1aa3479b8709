"""`autograder doctor`, on this machine and on such as refuse."""

import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from autograder import cli
from autograder.sandbox import diagnosis
from autograder.sandbox.provisioner import SandboxProvisioner
from tests.conftest import COURSE, Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")]
CHECKS = ["isolation", "system calls", "kernel", "settings", "memory", "disk", "git", "fonts", "browser"]
# Linux refuses this process, and all that it starts, a system call, as a container's filter does.
REFUSE_ENTERING = """
import ctypes, os, sys
from autograder.sandbox import system_calls
system_calls._REFUSED, system_calls._NEW_NAMESPACES = {"setns": system_calls._REFUSED["setns"]}, 0
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, without which only root may have a filter
system_calls.refuse_system_calls()
os.execv(sys.executable, [sys.executable, "-m", "autograder", *sys.argv[1:]])
"""


def states(printed: str) -> dict[str, str]:
    """Return the state of each check, by its name; the lines of an explanation aren't checks."""
    lines = [line.split(maxsplit=1) for line in printed.splitlines() if line.split(" ")[0] in ("ok", "fix", "note")]
    return {rest.partition(":")[0]: state for state, rest in lines}


@pytest.fixture
def no_namespaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be on Ubuntu 24.04, as an ordinary user."""
    program = tmp_path / "bin" / "bwrap"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    program.chmod(0o755)
    setting = tmp_path / "proc" / "sys" / "kernel" / "apparmor_restrict_unprivileged_userns"
    setting.parent.mkdir(parents=True)
    setting.write_text("1\n")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(diagnosis, "MACHINE", tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(SandboxProvisioner, "_refusal", None)


def test_where_all_is_well_it_says_so_in_any_folder(tmp_path: Path, run: Run) -> None:
    done = run("autograder", "doctor", cwd=tmp_path)
    assert list(states(done.stdout)) == CHECKS
    assert "fix" not in states(done.stdout).values()
    assert "ok   isolation: bubblewrap: own processes, no network, no files but its own; " in done.stdout


def test_a_courses_settings_count(tmp_path: Path, run: Run) -> None:
    (tmp_path / "nbgrader_config.py").write_text("get_config().SandboxProvisioner.memory = 10**9")
    done = run("autograder", "doctor", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert states(done.stdout)["memory"] == "fix"
    assert "a submission may use 1000000000 MB" in done.stdout


def test_other_verbs_need_a_course_and_say_so(tmp_path: Path, run: Run) -> None:
    done = run("autograder", "report", "unit01", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stdout.startswith(f"{tmp_path} has no nbgrader_config.py")


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ("c = get_config()\nc.x = y", "line 2: NameError: name 'y' is not defined"),
        ("f(", "line 1: SyntaxError: '(' was"),
    ],
)
def test_an_error_in_the_settings_stops_every_command(tmp_path: Path, run: Run, settings: str, error: str) -> None:
    (tmp_path / "nbgrader_config.py").write_text(settings)
    done = run("autograder", "report", "unit01", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stdout.startswith(f"nbgrader_config.py, {error}") and len(done.stdout.splitlines()) == 1
    activated = ["bash", "-c", f"source {COURSE}/.venv/bin/activate && nbgrader export"]
    assert run(*activated, cwd=tmp_path, check=False).returncode != 0
    assert list(tmp_path.iterdir()) == [tmp_path / "nbgrader_config.py"]


def test_where_the_machine_refuses_the_remedy_is_named_and_the_rest_looked_at(
    no_namespaces: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nbgrader_config.py").write_text("get_config().SandboxProvisioner.allow_no_isolation = True")
    assert cli.main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert states(printed) | {"isolation": "fix"} == states(printed)
    assert list(states(printed)) == CHECKS
    assert "\n     sudo apparmor_parser -r /etc/apparmor.d/autograder-bwrap\n" in printed  # can be copied: not wrapped


def test_a_sandbox_that_cant_be_entered_is_told_from_none(tmp_path: Path, run: Run) -> None:
    done = run(sys.executable, "-c", REFUSE_ENTERING, "doctor", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "bubblewrap made a sandbox, but it can't be entered: setns: Operation not permitted" in done.stdout
    assert "a filter (seccomp) refuses system calls such as unshare" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_sandbox_that_lacks_something_is_not_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SandboxProvisioner, "_limits", lambda self: {})
    assert cli.main(["doctor", "--SandboxProvisioner.open_files=10"]) == 1
    assert "fix  isolation: a submission in the sandbox has no limit on open files:" in capsys.readouterr().out


def test_what_grading_can_do_without_is_only_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))  # no git, no browser
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr("matplotlib.get_cachedir", lambda: str(tmp_path))
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    monkeypatch.delenv("TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR", raising=False)
    monkeypatch.setattr("autograder.commands.doctor._isolation", lambda config: ("ok", ""))
    assert cli.main(["doctor"]) == 0
    notes = [name for name, state in states(capsys.readouterr().out).items() if state == "note"]
    assert notes == ["system calls", "settings", "git", "fonts", "browser"]


def test_a_missing_kernel_or_too_little_memory_or_disk_is_to_be_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(self: KernelSpecManager, name: str) -> None:
        raise NoSuchKernel(name)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("autograder.commands.doctor._isolation", lambda config: ("ok", ""))
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", missing)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=2**30))
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=2**20))
    assert cli.main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert [name for name, state in states(printed).items() if state == "fix"] == ["kernel", "memory", "disk"]
    assert f"{sys.executable} -m ipykernel install --sys-prefix" in printed
