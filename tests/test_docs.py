"""What the docs say of the code is so."""

import runpy

from tests.conftest import COURSE


def test_the_table_of_limits_is_what_the_traits_say() -> None:
    script = runpy.run_path(str(COURSE / "docs" / "write_limits.py"))
    page = (COURSE / "docs" / "security.md").read_text()
    assert "| `SandboxProvisioner.memory` | MB of memory, in addition to the libraries' | 2048 |" in page
    assert script["written"]() == page, "run: python docs/write_limits.py"
