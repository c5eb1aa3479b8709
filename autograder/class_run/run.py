"""Grade a class: only hand-ins that aren't recorded yet or have changed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.class_run.hand_ins import read_hand_in, read_time, students_of
from autograder.class_run.pool import Pool
from autograder.class_run.progress import Progress
from autograder.collect.hand_in import HandIn
from autograder.course.errors import CourseError
from autograder.course.student_folders import why_no_notebook, why_refused
from autograder.grading.pack import Pack
from autograder.record.only_run import only_run
from autograder.record.recorder import Recorder
from autograder.record.records import NOT_GRADED, Record


@dataclass
class Chosen:
    """What a run is to grade."""

    students: Collection[str] = ()  # all, if none is named
    notebook: str = ""  # all, if none is named
    force: bool = False  # also what is recorded and unchanged


@dataclass
class Summary:
    """What a run has done."""

    graded: list[Record] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)  # recorded before, and not graded again

    @property
    def all(self) -> list[Record]:
        """What is recorded of all that were chosen and handed something in, by student and notebook."""
        return sorted([*self.graded, *self.unchanged], key=lambda record: (record.student, record.notebook))


def grade_class(
    config: Config, assignment: str, packs: dict[str, Pack], pool: Pool, chosen: Chosen, progress: Progress
) -> Summary:
    """Grade an assignment's hand-ins and record them.

    Raises
    ------
    CourseError
        If there is nothing to grade, no such student or notebook, or another run of the assignment.
    """
    course = CourseDirectory(config=config)
    packs = _choose_packs(packs, chosen, assignment)
    fingerprints = {name: pack.fingerprint for name, pack in packs.items()}
    summary, unchanged = Summary(), list[Record]()
    with only_run(course.db_url, assignment), Recorder(config, assignment) as recorder:
        recorder.check_released(packs)
        done = {(r.student, r.notebook): r for r in recorder.records.all(assignment)}
        students = _choose(students_of(course, assignment), done.values(), chosen, assignment)
        refused = {student: why for student in students if (why := why_refused(student))}
        for student, why in refused.items():
            summary.graded += [Record(assignment, name, student, outcome=NOT_GRADED, reason=why) for name in packs]
        students = [student for student in students if student not in refused]
        times = {student: read_time(course, assignment, student) for student in students}

        def to_grade() -> Iterator[HandIn]:
            for student in students:
                for notebook, pack in fingerprints.items():
                    hand_in = read_hand_in(course, assignment, student, notebook)
                    before = done.get((student, notebook))
                    if hand_in is None:
                        wrong = why_no_notebook(Path(course.root, course.submitted_directory, student, assignment))
                        summary.unchanged.append(recorder.record_missing(student, notebook, pack, wrong))
                        progress.skip()
                    elif before and not chosen.force and (before.hand_in, before.pack) == (hand_in.fingerprint, pack):
                        unchanged.append(before)
                        progress.skip()
                    else:
                        progress.start()
                        yield hand_in

        progress.begin(len(students) * len(packs))
        for result in pool.map(to_grade(), packs):
            (record,) = recorder.record([result], times)
            summary.graded.append(record)
            progress.finish(record)
        recorder.record_times(unchanged, times)
    summary.unchanged += unchanged
    return summary


def _choose_packs(packs: dict[str, Pack], chosen: Chosen, assignment: str) -> dict[str, Pack]:
    """Return the packs of the notebooks to grade."""
    if not chosen.notebook:
        return packs
    if chosen.notebook not in packs:
        raise CourseError(f"{assignment} has no notebook {chosen.notebook}, but {', '.join(packs)}.")
    return {chosen.notebook: packs[chosen.notebook]}


def _choose(folders: list[str], records: Iterable[Record], chosen: Chosen, assignment: str) -> list[str]:
    """Return the students to grade: those who have a folder, and those whose files collecting could not use."""
    students = sorted({*folders, *(record.student for record in records if record.outcome == NOT_GRADED)})
    unknown = sorted(set(chosen.students) - set(students))
    if unknown:
        raise CourseError(f"nobody has handed in {assignment} as {', '.join(unknown)}; submitted/ has no such folder.")
    return [student for student in students if student in chosen.students or not chosen.students]
