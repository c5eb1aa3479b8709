"""Gradescope: Review Grades › Export Submissions, of a programming assignment.

`assignment_123_export/` holds `submission_metadata.yml` and a folder `submission_4567/` for each submission, with its
files. The metadata say who sent each (group work: several), with name, the university's id, e-mail and time:

    submission_4567:
      :submitters:
      - :name: Ada Lovelace
        :sid: '1815'
        :email: ada@uni.edu
      :created_at: 2026-11-03 22:27:00.000000000 Z

Some exports have `submission_metadata.csv` in its place, with the columns of Download Grades (Submission ID, Submission
Time, Lateness (H:M:S), Email, SID, Name or First Name and Last Name). Only the active submission is in the export.
Gradescope's help center, "Exporting submissions", tells of the export.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

import yaml

from autograder.collect.hand_in import ArchivedFile, Sender, Sent, UnusableError
from autograder.collect.layout import mostly

_FOLDER = re.compile(r"submission_(\d+)")
_METADATA = ("submission_metadata.yml", "submission_metadata.csv")


class _Loader(yaml.CSafeLoader):
    """Reads plain data; what is of Ruby's own types is nothing."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def has_layout(files: Sequence[ArchivedFile]) -> bool:
    """Tell by the metadata, or the folders' names."""
    return any(str(file.path) in _METADATA for file in files) or mostly(files, _FOLDER)


def read(files: Sequence[ArchivedFile]) -> Iterator[Sent]:
    """Yield each file with who sent it; those of a group once for each member."""
    metadata: dict[str, Any] = {}
    for file in files:
        if str(file.path) in _METADATA:
            metadata |= _read_csv(file) if file.name.endswith(".csv") else _read_yaml(file)
    for file in files:
        folder = file.path.parts[0]
        if folder in _METADATA:
            continue
        about = metadata.get(folder) or {}
        number = _FOLDER.fullmatch(folder)
        order = int(number[1]) if number else 0
        own = PurePosixPath(*file.path.parts[1:])
        # Without metadata, the folder's name has to do, so that nobody is lost.
        for sender in _senders(about) or [Sender("gradescope", handle=folder, name=folder)]:
            yield Sent(sender, file, own, _time(about.get(":created_at")), order, about.get("late"))


def _read_yaml(file: ArchivedFile) -> dict[str, Any]:
    try:
        metadata = yaml.load(file.read(), _Loader)
    except (yaml.YAMLError, ValueError, UnusableError):
        return {}
    return metadata if isinstance(metadata, dict) else {}


def _read_csv(file: ArchivedFile) -> dict[str, Any]:
    rows = csv.DictReader(io.StringIO(file.read().decode("utf-8-sig", errors="replace")))
    return {
        f"submission_{row.get('Submission ID')}": {
            ":submitters": [
                {
                    ":name": row.get("Name") or f"{row.get('First Name', '')} {row.get('Last Name', '')}".strip(),
                    ":sid": row.get("SID"),
                    ":email": row.get("Email"),
                }
            ],
            ":created_at": row.get("Submission Time"),
            "late": bool(re.search("[1-9]", row.get("Lateness (H:M:S)") or "")),
        }
        for row in rows
    }


def _senders(about: dict[str, Any]) -> list[Sender]:
    senders = []
    for person in about.get(":submitters") or []:
        name, sid, email = (str(person.get(key) or "") for key in (":name", ":sid", ":email"))
        if name or sid or email:
            known = email.lower() or sid
            senders.append(Sender("gradescope", known or name, name or email or sid, known, email, sid))
    return senders


def _time(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace(" UTC", "+00:00"))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
