"""Read a notebook file that is cut off or damaged: its cells, one by one."""

import json
import math
import re
from itertools import islice
from typing import Any

_MAX_DAMAGES = 5  # damaged places in a file; after these, nothing more is read
_MAX_TRIES = 20  # to find the next cell after a damaged place
_LONGEST_INT = 300  # digits
_CELLS = re.compile(r'"cells"\s*+:\s*+\[')
_BETWEEN = re.compile(r"[\s,]*+")
_A_CELL = re.compile(r'\{\s*+"(?:attachments|cell_type|execution_count|id|metadata)"\s*+:')


def _integer(digits: str) -> float:
    return int(digits) if len(digits) < _LONGEST_INT else math.inf  # Python refuses to read longer ones


decoder = json.JSONDecoder(parse_int=_integer, strict=False)


def read_cut_off(text: str) -> tuple[dict[str, Any] | None, str]:
    """Return a notebook of the cells that can be read, or None, and what was repaired or is wrong.

    A cell that is itself cut off keeps the complete lines of its text.
    """
    start = _CELLS.search(text)
    if start is None:
        return None, "it is a notebook that is cut off before its first cell" if '"nbformat"' in text else ""
    cells: list[dict[str, Any]] = []
    damages: list[int] = []  # the numbers of damaged cells
    position = start.end()
    while len(damages) < _MAX_DAMAGES:
        position = _skip(text, position)
        if text.startswith("]", position):
            break  # the damage comes after the cells
        cell, position = _value(text, position)
        if cell is None:  # go on at the next cell
            damages.append(len(cells) + 1)
            end = _next_cell(text, position + 1)
            cell, position = _part_of_cell(text, position, end), end
        if isinstance(cell, dict) and "cell_type" in cell:
            cells.append(cell)
        if position >= len(text):
            break
    if not cells:
        return None, "it is a notebook that is cut off before the end of its first cell"
    whole = len(cells) - len({number for number in damages if number <= len(cells)})
    where = f" in cell {damages[0]}" if damages else " after its last cell"
    return {"cells": cells}, f"the file was cut off or damaged{where}; {whole} cells are whole"


def _skip(text: str, position: int) -> int:
    between = _BETWEEN.match(text, position)
    return between.end() if between else position


def _value(text: str, position: int) -> tuple[Any, int]:
    """Read a value; return it and where it ends, or None and where it begins."""
    try:
        return decoder.raw_decode(text, position)
    except (ValueError, RecursionError):
        return None, position


def _next_cell(text: str, position: int) -> int:
    """Return where the next whole cell begins, or where the text ends."""
    for found in islice(_A_CELL.finditer(text, position), _MAX_TRIES):
        value, _ = _value(text, found.start())
        if isinstance(value, dict) and "cell_type" in value:
            return found.start()
    return len(text)


def _part_of_cell(text: str, start: int, end: int) -> dict[str, Any]:
    """Return what can be read of a damaged cell; nothing if it has no text."""
    cell = {key: value for key in ("cell_type", "id", "metadata") if (value := _field(text, key, start, end))}
    key = re.compile(r'"(?:source|input)"\s*+:\s*+').search(text, start, end)
    if key is None:
        return {}
    position = key.end()
    if text.startswith("[", position):
        lines = []
        position = _skip(text, position + 1)
        while position < end and text.startswith('"', position):
            line, position = _value(text, position)
            if line is None:
                break
            lines.append(line)
            position = _skip(text, position)
        cell["source"] = lines
    else:
        whole, _ = _value(text, position)
        lines_end = text.rfind("\\n", position, end)
        part, _ = _value(f'{text[position:lines_end]}"', 0) if lines_end >= 0 else (None, 0)
        cell["source"] = whole if isinstance(whole, str) else part
    return {"cell_type": "code", **cell} if cell["source"] else {}


def _field(text: str, key: str, start: int, end: int) -> Any:
    found = re.compile(rf'"{key}"\s*+:\s*+').search(text, start, end)
    return _value(text, found.end())[0] if found else None
