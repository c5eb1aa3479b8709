"""Cells as they were handed in: what each claims to be, whatever its metadata."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.notebook import markers
from autograder.notebook.cells import title_of, with_title
from autograder.notebook.site_links import without_addresses

# Of other metadata, only Colab's stays: no tool acts on it. The rest may skip a cell, hide it or change its language.
COLAB_KEYS = ("colab", "id", "outputId")


@dataclass(frozen=True, eq=False)
class Submitted:
    """A cell of the submission: what it claims to be, and what is kept of it."""

    number: int  # from 1
    settings: Mapping[str, Any]  # its nbgrader metadata
    tags: list[str]
    claim: str | None  # the grade_id of the instructor's cell that it claims to be
    cell: Any  # an ordinary cell with its text
    as_released: bool  # the text is the instructor's


def read(cell: Any, number: int, originals: Mapping[str, Any], course_tags: Collection[str]) -> Submitted:
    """Read a submitted cell, whatever its metadata."""
    metadata = mapping(cell.get("metadata"))
    settings = mapping(metadata.get("nbgrader"))
    tags = metadata.get("tags")
    tags = list(dict.fromkeys(tag for tag in tags if isinstance(tag, str))) if isinstance(tags, list) else []

    claim = settings.get("grade_id")
    if not (isinstance(claim, str) and claim in originals):
        # Some editors drop metadata that they don't know, but keep the cell's id; Colab keeps it in the metadata.
        ids = [cell_id for cell_id in (cell.get("id"), metadata.get("id")) if cell_id and isinstance(cell_id, str)]
        claim = next((name for name, original in originals.items() if _ids(original) & set(ids)), None)

    ordinary = _ordinary(cell)
    ordinary.metadata.update(colab_part(metadata))
    if kept_tags := [tag for tag in tags if tag in course_tags]:
        ordinary.metadata["tags"] = kept_tags
    as_released = claim is not None and is_as_released(ordinary.source, originals[claim].source)
    return Submitted(number, settings, tags, claim, ordinary, as_released)


def _ids(cell: Any) -> set[Any]:
    """Return a source cell's id, and the one that Colab gives it."""
    return {cell.get("id"), cell.metadata.get("id")} - {None}


def mapping(value: Any) -> Mapping[str, Any]:
    """Return metadata, or nothing if it is nonsense."""
    return value if isinstance(value, Mapping) else {}


def colab_part(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of metadata that Colab has set."""
    return {key: metadata[key] for key in COLAB_KEYS if key in metadata}


def _ordinary(cell: Any) -> Any:
    """Make a valid cell with a submitted cell's type, text, pictures and id, but without metadata."""
    cell_type = next((known for known in ("code", "markdown") if known == cell.get("cell_type")), "raw")
    source = cell.get("source")
    # Half of a character (a lone surrogate) can't be stored.
    source = source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""
    # nbformat's own functions validate each cell, which takes most of the time.
    ordinary = NotebookNode(cell_type=cell_type, metadata=NotebookNode(), source=source)
    if cell_type == "code":
        ordinary.update(execution_count=None, outputs=[])
    elif "attachments" in cell:
        ordinary.attachments = cell["attachments"]
        if not nbformat.validator.isvalid({**ordinary, "id": "id"}, ref=f"{cell_type}_cell", version=4):
            del ordinary["attachments"]
    cell_id = cell.get("id")
    if isinstance(cell_id, str) and re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell_id):
        ordinary.id = cell_id
    return ordinary


def is_as_released(text: str, original: str) -> bool:
    """Say whether a text is as students got it, or the instructor's whole text."""
    student_text = markers.remove_regions(original, markers.HIDDEN_TESTS, markers.MARK_SCHEME)
    return fold(text) in (fold(student_text), fold(original))


def fold(text: str) -> list[str]:
    """Strip white space from the ends of a text and of its lines, as editors do; write titles and links in one way."""
    text = without_addresses(text.strip())
    if title := title_of(text):
        text = with_title(text, f"# {title}")
    return [line.rstrip() for line in text.splitlines()]
