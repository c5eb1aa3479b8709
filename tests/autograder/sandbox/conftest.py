"""What tests of the sandbox share: a submission whose cells run in a kernel of its own."""

from pathlib import Path

import psutil
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from traitlets.config import Config

from autograder.processes.fork_server import fork_server
from autograder.sandbox.provisioner import SandboxProvisioner
from tests.conftest import code, notebook


class Submission:
    """A submission's folder, and what was last seen of its kernel."""

    provisioner: SandboxProvisioner

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *sources: str, kernel_name: str = "", timeout: int = 30, interrupt: bool = True, **limits: int | bool
    ) -> list[str]:
        """Run cells in a new sandbox; return what each printed, and the name of its error."""
        nb = notebook(*map(code, sources))
        client = NotebookClient(
            nb,
            allow_errors=True,
            config=Config({"SandboxProvisioner": {"preload": ["colorsys"], **limits}}),
            interrupt_on_timeout=interrupt,
            kernel_name=kernel_name,
            resources={"metadata": {"path": str(self.folder)}},
            shutdown_kernel="immediate",
            timeout=timeout,
        )
        with client.setup_kernel():
            assert client.km and isinstance(client.km.provisioner, SandboxProvisioner)
            self.provisioner = client.km.provisioner
            for index, cell in enumerate(nb.cells):
                client.execute_cell(cell, index)
        return [
            "".join(output.get("text") or output.get("ename", "") for output in cell.outputs).strip()
            for cell in nb.cells[1:]
        ]


@pytest.fixture(scope="module")
def own_fork_server() -> None:
    """Start the fork server again, without other tests' preloads."""
    fork_server.close()


@pytest.fixture
def submission(own_fork_server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Submission:
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", "sandbox")
    folder = tmp_path / "unit01"
    folder.mkdir()
    return Submission(folder)


def sandboxes() -> list[psutil.Process]:
    """List the bubblewraps that this process has started."""
    return [child for child in psutil.Process().children() if child.name() == "bwrap"]
