"""Read what a student handed in as a notebook, whatever program wrote, converted, sent or cut it off.

`read_notebook` returns a notebook of format 4.5 without outputs, and a sentence for each thing that was repaired.
"""

import json
import re
from collections import Counter
from typing import Any

import nbformat

from autograder.notebook.read_cut_off import decoder, read_cut_off
from autograder.notebook.what_is_it import binary_kind, text_kind

_MAX_VALUES = 3_000_000  # in a file: each takes a few hundred bytes of memory
_MAX_CELLS = 5_000
_MAX_DEPTH = 30  # of metadata and attachments
_WRAPPERS = 3  # strings and requests that a notebook may be wrapped in
_TYPES = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}


class UnreadableError(Exception):
    """Why a file can't be read, for the student and the instructor: "it is a PDF, not a notebook"."""


def read_notebook(content: bytes) -> tuple[Any, list[str]]:
    """Read a notebook.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    nb : NotebookNode
        The notebook, of format 4.5. Outputs are left out; cells that had no valid id have none.
    repairs : list of str
        A sentence for each thing that was repaired, without a full stop.

    Raises
    ------
    UnreadableError
        If there is no notebook in it; the message gives the reason.
    """
    repairs: Counter[str] = Counter()
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableError("it is an empty file")
    if kind := binary_kind(content):
        raise UnreadableError(f"it is {kind}, not a notebook")
    if sum(map(content.count, (b",", b"[", b"{"))) > _MAX_VALUES:
        raise UnreadableError(f"it holds more than {_MAX_VALUES // 10**6} million values")
    found = _parse(_decode(content, repairs), repairs)
    raw_cells = _cells_of(found, repairs)
    if len(raw_cells) > _MAX_CELLS:
        raise UnreadableError(f"it has more than {_MAX_CELLS} cells")
    cells = [cell for number, raw in enumerate(raw_cells, 1) if (cell := _cell(raw, number, repairs))]
    metadata = found.get("metadata")
    nb = {"nbformat": 4, "nbformat_minor": 5, "metadata": _shallow(metadata), "cells": cells}
    return nbformat.from_dict(nb), [f"{what} ({times} times)" if times > 1 else what for what, times in repairs.items()]


def _decode(content: bytes, repairs: Counter[str]) -> str:
    """Return a file's text, whatever its encoding."""
    encoding = json.detect_encoding(content)
    if encoding != "utf-8":
        repairs[
            f"the file was in {encoding.upper().replace('-SIG', ' with a byte order mark')}; it is read as such"
        ] += 1
        return content.decode(encoding, "replace")
    text = content.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken  # characters that only UTF-8 explains
    if not broken:
        return text
    if broken > whole + 1:  # the last one may be cut off
        repairs["the file was not in UTF-8; it is read as Windows-1252"] += 1
        return content.decode("cp1252", "replace")
    repairs["the file has bytes that are not text; each shows as �"] += 1
    return text


def _parse(text: str, repairs: Counter[str]) -> dict[str, Any]:
    """Return the notebook that a text holds."""
    value: Any = text
    for _ in range(_WRAPPERS):
        if isinstance(value, str):
            value = _parse_once(value.lstrip("\ufeff \t\r\n"), repairs)
        if isinstance(value, dict) and not _has_cells(value) and isinstance(value.get("content"), dict | str):
            value = value["content"]
        if isinstance(value, dict) and (_has_cells(value) or "nbformat" in value):
            return value
        if isinstance(value, str):
            repairs["the notebook was wrapped in another file; it is taken out"] += 1
    raise UnreadableError("it is data (JSON), not a notebook")


def _parse_once(text: str, repairs: Counter[str]) -> Any:
    try:
        value, end = decoder.raw_decode(text)
    except RecursionError:
        raise UnreadableError("its data is nested too deeply for a notebook") from None
    except ValueError:
        found, repair = read_cut_off(text)
        if found is None:
            raise UnreadableError(repair or f"it is {text_kind(text)}, not a notebook") from None
        repairs[repair] += 1
        return found
    if rest := len(text[end:].strip("\0 \t\r\n")):
        repairs[f"the file had {rest} more characters after the notebook's end; they are left out"] += 1
    return value


def _has_cells(value: dict[str, Any]) -> bool:
    return isinstance(value.get("cells"), list) or isinstance(value.get("worksheets"), list)


def _cells_of(found: dict[str, Any], repairs: Counter[str]) -> list[Any]:
    """Return a notebook's cells; formats 2 and 3 have them on worksheets."""
    if not _has_cells(found):
        raise UnreadableError("it is a notebook without any cells")
    if isinstance(found.get("cells"), list):
        return list(found["cells"])
    repairs["the notebook was in an old format; it is read as format 4"] += 1
    sheets = [sheet.get("cells") for sheet in found["worksheets"] if isinstance(sheet, dict)]
    return [cell for cells in sheets if isinstance(cells, list) for cell in cells]


def _cell(raw: Any, number: int, repairs: Counter[str]) -> dict[str, Any] | None:
    """Return a valid cell, or None if it isn't a cell."""
    if not isinstance(raw, dict):
        repairs[f"cell {number} was not a cell; it is left out"] += 1
        return None
    written = raw.get("cell_type")
    cell_type = _TYPES.get(written) if isinstance(written, str) else None
    if cell_type is None:
        cell_type = "code" if "outputs" in raw or "input" in raw else "raw"
        repairs[f"cell {number} had an unknown type; it is read as a {cell_type} cell"] += 1
    source = _source(raw.get("source", raw.get("input")), number, repairs)
    if written == "heading":
        level = raw.get("level")
        source = f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {' '.join(source.splitlines())}"
    cell: dict[str, Any] = {"cell_type": cell_type, "metadata": _shallow(raw.get("metadata")), "source": source}
    if cell_type == "code":
        cell |= {"outputs": [], "execution_count": None}
    if isinstance(raw.get("id"), str):
        cell["id"] = raw["id"]
    if cell_type != "code" and (attachments := _shallow(raw.get("attachments"))):
        cell["attachments"] = attachments
    return cell


def _source(value: Any, number: int, repairs: Counter[str]) -> str:
    """Return a cell's text, which may be a list of lines."""
    if isinstance(value, list):
        lines = [line for line in value if isinstance(line, str)]
        if len(lines) < len(value):
            repairs[f"cell {number} had lines that are not text; they are left out"] += 1
        between = "" if any(line.endswith("\n") for line in lines[:-1]) else "\n"
        value = between.join(lines)
    if not isinstance(value, str):
        repairs[f"cell {number} had no text"] += 1
        return ""
    if "\r" in value:
        repairs["cells had Windows line endings"] = 1
        value = re.sub("\r\n?", "\n", value)
    return value


def _shallow(metadata: Any) -> dict[str, Any]:
    """Return metadata, or nothing if it is nonsense, or nested more deeply than any tool writes it."""
    return metadata if isinstance(metadata, dict) and not _is_deep(metadata, _MAX_DEPTH) else {}


def _is_deep(value: Any, depth: int) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return depth == 0 or any(_is_deep(part, depth - 1) for part in parts)
