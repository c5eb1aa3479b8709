"""Students' rows in nbgrader's gradebook, made and read many at a time.

nbgrader's own ways take time in proportion to the class: `submission.notebooks` and `notebook.grades` look for a column
that no index begins with. These go by the indices that there are. Nothing is committed here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
    new_uuid,
)
from sqlalchemy import insert, select


@dataclass
class Submission:
    """One notebook of one student, as rows of nbgrader's that can be changed."""

    assignment: SubmittedAssignment
    notebook: SubmittedNotebook
    grades: dict[str, Grade] = field(default_factory=dict)  # by the name of the cell
    comments: dict[str, Comment] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """Points so far, without a late penalty."""
        given = [(g.auto_score if g.manual_score is None else g.manual_score, g) for g in self.grades.values()]
        return sum(points + (grade.extra_credit or 0.0) for points, grade in given if points is not None)


class Submissions:
    """The submissions of an assignment, which has been released, in an open gradebook."""

    def __init__(self, gradebook: Gradebook, assignment: str) -> None:
        self._db = gradebook.db
        found = gradebook.find_assignment(assignment)
        self._id = found.id
        self._notebooks = {notebook.id: notebook.name for notebook in found.notebooks}
        self._cells: dict[Any, dict[str, dict[str, str]]] = {Grade: {}, Comment: {}}  # by notebook: names by id
        for notebook in found.notebooks:
            cells = [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]
            for kind, with_it in ((Grade, (GradeCell, TaskCell)), (Comment, (SolutionCell, TaskCell))):
                self._cells[kind][notebook.id] = {cell.id: cell.name for cell in cells if isinstance(cell, with_it)}

    def load(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Submission]:
        """Return submissions, by student and notebook; those that aren't there are made, as nbgrader does."""
        students = {student for student, _ in keys}
        self._make(students)
        names = {name for _, name in keys}
        notebooks = [each for each, name in self._notebooks.items() if name in names]
        query = (
            select(SubmittedAssignment, SubmittedNotebook)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(SubmittedAssignment.assignment_id == self._id, SubmittedAssignment.student_id.in_(students))
            .where(SubmittedNotebook.notebook_id.in_(notebooks))
        )
        found = {notebook.id: Submission(submission, notebook) for submission, notebook in self._db.execute(query)}
        for kind, by_notebook in self._cells.items():
            cells = {cell: name for notebook in notebooks for cell, name in by_notebook[notebook].items()}
            for each in self._db.scalars(select(kind).where(kind.cell_id.in_(cells), kind.notebook_id.in_(found))):
                mine = found[each.notebook_id]
                (mine.grades if kind is Grade else mine.comments)[cells[each.cell_id]] = each
        of = {(each.assignment.student_id, self._notebooks[each.notebook.notebook_id]): each for each in found.values()}
        return {key: of[key] for key in keys}

    def _make(self, students: Collection[str]) -> None:
        known = set(self._db.scalars(select(Student.id).where(Student.id.in_(students))))
        query = select(SubmittedAssignment.student_id).where(
            SubmittedAssignment.assignment_id == self._id, SubmittedAssignment.student_id.in_(students)
        )
        new = sorted(set(students) - set(self._db.scalars(query)))
        submissions = [{"id": new_uuid(), "assignment_id": self._id, "student_id": student} for student in new]
        notebooks = [
            {"id": new_uuid(), "assignment_id": submission["id"], "notebook_id": notebook}
            for submission in submissions
            for notebook in self._notebooks
        ]
        rows = {
            Student: [{"id": student} for student in new if student not in known],
            SubmittedAssignment: submissions,
            SubmittedNotebook: notebooks,
        } | {
            kind: [
                {"notebook_id": notebook["id"], "cell_id": cell}
                for notebook in notebooks
                for cell in cells[notebook["notebook_id"]]
            ]
            for kind, cells in self._cells.items()
        }
        for table, found in rows.items():
            if found:
                self._db.execute(insert(table), found)
