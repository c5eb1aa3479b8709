"""From the files that one student sent to one hand-in for each notebook, and a list of what can't be used."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from autograder.collect.archives import MB, is_archive, unpack
from autograder.collect.hand_in import HandIn, Sent, UnusableError, fingerprint
from autograder.collect.notebooks import Known, check_kind, copy_number, tell, tell_by_name

_OTHERS_LIMIT = 10 * MB  # of a file beside the notebook
_MAY_BE_NOTEBOOK = {"", ".txt", ".json"}
_DOCUMENTS = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm"}
_NO_HELP = {".ipynb", *_DOCUMENTS, ".zip", ".tar", ".gz", ".tgz", ".7z", ".rar"}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Unusable:
    """A file that can't be used."""

    student: str
    file: str  # its name, as the student wrote it; "" for an empty folder
    reason: str  # "is a PDF, not a notebook"
    notebook: str | None = None  # that it is named for
    is_urgent: bool = False  # even where the student handed in everything else

    def __str__(self) -> str:
        return f"{self.file or 'the folder'} {self.reason}"


@dataclass(frozen=True)
class Attempt:
    """A file that is one of the assignment's notebooks."""

    sent: Sent
    notebook: Known
    content: bytes

    @property
    def key(self) -> tuple[datetime, int, int, datetime]:
        """Sorts attempts: by time, by what the LMS orders them by, by the number of the copy, by the last change."""
        copy = copy_number(self.sent.name.name, self.notebook)
        return (self.sent.submitted_at or _LONG_AGO, self.sent.order, copy, self.sent.file.modified or _LONG_AGO)


@dataclass
class Given:
    """All that one student gave."""

    student: str
    attempts: dict[str, list[Attempt]] = field(default_factory=dict)  # by notebook, the last one last
    others: dict[PurePosixPath, bytes] = field(default_factory=dict)  # files beside notebooks, by path
    unusable: list[Unusable] = field(default_factory=list)
    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)  # every file, by name and fingerprint

    def fingerprints(self, notebook: str) -> list[str]:
        """Return the different contents of a notebook's attempts, the last one last."""
        found = [fingerprint(attempt.content) for attempt in self.attempts[notebook]]
        return list(dict.fromkeys(reversed(found)))[::-1]

    def hand_in(self, assignment: str, notebook: str) -> HandIn:
        """Return what counts for a notebook: the last attempt, with what lies beside it."""
        last = self.attempts[notebook][-1]
        beside = last.sent.name.parent
        others = {
            path.relative_to(beside): content
            for path, content in self.others.items()
            if beside in path.parents and not any(map(is_archive, path.relative_to(beside).parts))
        }
        sent = last.sent
        return HandIn(
            *(self.student, sent.sender, assignment, notebook, last.content, others),
            submitted_at=sent.submitted_at,
            attempt=len(self.fingerprints(notebook)),
            late=sent.late,
        )

    def wrong_with(self, notebook: str) -> str:
        """Say why there is no hand-in for a notebook: what was handed in in its place."""
        named = [each for each in self.unusable if each.notebook == notebook]
        return "; ".join(str(each) for each in named or self.unusable if each.notebook in (None, notebook))


def sort_out(student: str, sent: Iterable[Sent], known: list[Known], assignment: str) -> Given:
    """Look at every file that a student sent. No file can stop the others."""
    given = Given(student)
    every = list(sent)
    files = [each for each in every if not each.file.is_folder]
    if every and not files:
        given.unusable.append(Unusable(student, "", "is empty", is_urgent=True))
    for each in files:
        for one in _unpacked(each, given):
            _look_at(one, known, assignment, given)
    for attempts in given.attempts.values():
        attempts.sort(key=lambda attempt: attempt.key)
    _explain_missing(given, known)
    return given


def _explain_missing(given: Given, known: list[Known]) -> None:
    """List what could lie beside a notebook, where there is none, or where it is named for one that is missing."""
    is_all = not given.attempts and not given.unusable
    listed = {each.file for each in given.unusable}
    for (name, _), content in given.kept.items():
        named = tell_by_name(name, known)
        if name not in listed and (is_all or (named and named.name not in given.attempts)):
            try:
                check_kind(name, content)
            except UnusableError as error:
                notebook = named.name if named else None
                given.unusable.append(Unusable(given.student, name, str(error), notebook, is_urgent=is_all))


def _unpacked(sent: Sent, given: Given) -> Iterator[Sent]:
    """Yield a file, or those in it where it is an archive."""
    if not is_archive(sent.name.name) or sent.file.wrong:
        yield sent
        return
    try:
        for file in unpack(sent.file):
            if not file.is_folder:
                yield replace(sent, file=file, name=sent.name / file.path.relative_to(sent.file.path))
    except UnusableError as error:
        given.unusable.append(Unusable(given.student, sent.name.name, str(error), is_urgent=True))
        with suppress(UnusableError):
            content = sent.file.read()
            given.kept[sent.name.name, fingerprint(content)] = content


def _look_at(sent: Sent, known: list[Known], assignment: str, given: Given) -> None:
    """Put a file where it belongs: an attempt at a notebook, a file beside one, or one that can't be used."""
    name = sent.name.name
    named = tell_by_name(name, known)
    means_notebook = ".ipynb" in name.lower() or bool(named and sent.name.suffix.lower() in _MAY_BE_NOTEBOOK)
    try:
        content = sent.file.read()
        given.kept[name, fingerprint(content)] = content
        try:
            notebook = tell(name, check_kind(name, content), known)
        except UnusableError:
            if means_notebook or sent.name.suffix.lower() in _NO_HELP:
                raise
            if _helps(sent.name, content):
                given.others[sent.name] = content
            return
        if notebook is None:
            raise UnusableError(f"is none of {assignment}'s notebooks")
        given.attempts.setdefault(notebook.name, []).append(Attempt(sent, notebook, content))
    except UnusableError as error:
        is_urgent = bool(sent.file.wrong or (named and means_notebook))
        given.unusable.append(Unusable(given.student, name, str(error), named.name if named else None, is_urgent))


def _helps(path: PurePosixPath, content: bytes) -> bool:
    """Whether a notebook may read this file, and it can lie beside it: never a time that a student wrote herself."""
    is_safe = all(part.isprintable() and not part.startswith(".") and len(part.encode()) <= 200 for part in path.parts)
    is_short = len(str(path).encode()) <= 1000
    ours = any(part.casefold().endswith((".ipynb", "timestamp.txt")) for part in path.parts)
    return is_safe and is_short and not ours and len(content) <= _OTHERS_LIMIT
