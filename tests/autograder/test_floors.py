"""The tool's folders stand on floors: none imports another that imports it."""

import ast
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent


def imports_of(path: Path) -> set[str]:
    """Return the tool's modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("autograder.")}


def graph_of(package: Path) -> dict[str, set[str]]:
    """Return which folders of a package each of its folders imports; files beside them are on top of all."""
    folders = {path.name for path in package.iterdir() if (path / "__init__.py").exists()}
    graph: dict[str, set[str]] = defaultdict(set)
    for path in package.glob("*/**/*.py"):
        folder = path.relative_to(package).parts[0]
        graph[folder] |= {name.split(".")[1] for name in imports_of(path)} & (folders - {folder})
    return graph


def test_no_folder_imports_in_a_circle() -> None:
    graph = graph_of(PACKAGE)
    try:
        floors = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        drawn = "\n".join(f"{folder} → {', '.join(sorted(others))}" for folder, others in sorted(graph.items()))
        pytest.fail(f"folders import each other in a circle: {' → '.join(error.args[1])}\n{drawn}")
    assert len(floors) > 5


def test_a_circle_is_found(tmp_path: Path) -> None:
    for folder, other in [("low", "high"), ("high", "low")]:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").write_text(f"from autograder import x\nimport autograder.{other}.y\n")
    with pytest.raises(CycleError):
        list(TopologicalSorter(graph_of(tmp_path)).static_order())
