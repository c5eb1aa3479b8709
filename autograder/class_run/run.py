"""Grade a class: what isn't recorded yet, or was recorded otherwise, and nothing else."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.class_run.hand_ins import read_hand_in, read_time, students_of
from autograder.class_run.pool import Pool
from autograder.class_run.progress import Progress
from autograder.collect.hand_in import HandIn
from autograder.course.errors import CourseError
from autograder.grading.pack import Pack
from autograder.record.recorder import Recorder
from autograder.record.records import Record


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
    unchanged: int = 0  # hand-ins that were recorded before, and aren't graded again


def grade_class(
    config: Config, assignment: str, packs: dict[str, Pack], pool: Pool, chosen: Chosen, progress: Progress
) -> Summary:
    """Grade an assignment's hand-ins and record them.

    Raises
    ------
    CourseError
        If there is nothing to grade, or no such student or notebook.
    """
    course = CourseDirectory(config=config)
    if chosen.notebook:
        if chosen.notebook not in packs:
            raise CourseError(f"{assignment} has no notebook {chosen.notebook}, but {', '.join(packs)}.")
        packs = {chosen.notebook: packs[chosen.notebook]}
    students = students_of(course, assignment)
    unknown = sorted(set(chosen.students) - set(students))
    if unknown:
        raise CourseError(f"nobody has handed in {assignment} as {', '.join(unknown)}; submitted/ has no such folder.")
    students = [student for student in students if student in chosen.students or not chosen.students]
    fingerprints = {name: pack.fingerprint for name, pack in packs.items()}
    times = {student: read_time(course, assignment, student) for student in students}
    summary = Summary()
    with Recorder(config, assignment) as recorder:
        done = {(r.student, r.notebook): r for r in recorder.records.all(assignment)}

        def to_grade() -> Iterator[HandIn]:
            for student in students:
                for notebook in packs:
                    hand_in = read_hand_in(course, assignment, student, notebook)
                    before = done.get((student, notebook))
                    if hand_in is None:
                        recorder.record_missing(student, notebook)
                    elif (
                        before is not None
                        and not chosen.force
                        and (before.hand_in, before.pack) == (hand_in.fingerprint, fingerprints[notebook])
                    ):
                        recorder.record_time(student, notebook, times[student])
                        summary.unchanged += 1
                        progress.skip()
                    else:
                        recorder.begin(student, notebook)
                        progress.start()
                        yield hand_in

        progress.begin(len(students) * len(packs))
        for result in pool.map(to_grade(), packs):
            record = recorder.record(result, times[result.student])
            summary.graded.append(record)
            progress.finish(record)
    return summary
