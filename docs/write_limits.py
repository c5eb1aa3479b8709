"""Write the table of limits in security.md from the traits: python docs/write_limits.py."""

import re
from collections.abc import Iterator
from pathlib import Path

from traitlets import Float, Integer

from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.grading.limit_page import LimitPage
from autograder.grading.limit_text import LimitText
from autograder.sandbox.provisioner import SandboxProvisioner

PAGE = Path(__file__).with_name("security.md")
_TABLE = re.compile(r"\| trait \|.*?\n(?=\n)", re.DOTALL)


def rows() -> Iterator[str]:
    """Yield the table's rows: each number that may be set, what it limits and in what unit, its default."""
    yield from ("| trait | limits | default |\n", "| --- | --- | --- |\n")
    for kind in (ExecuteAndExamine, SandboxProvisioner, LimitText, LimitPage):
        for name, trait in vars(kind).items():
            if isinstance(trait, Integer | Float) and trait.metadata.get("config"):
                yield f"| `{kind.__name__}.{name}` | {trait.help} | {trait.default_value:g} |\n"


def written() -> str:
    """Return the page with the table as it should be."""
    return _TABLE.sub(lambda _: "".join(rows()), PAGE.read_text(), count=1)


if __name__ == "__main__":
    PAGE.write_text(written())
