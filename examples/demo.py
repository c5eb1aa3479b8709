"""The main job on real input: release Unit 4, grade the example class, show the result (`make demo`).

It runs the commands that an instructor types, into demo/, so that a real class's folders and gradebook are left alone.
"""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder.report.tables import report
from examples.make_class import CLASS, HOSTILE, write_class

COURSE = Path(__file__).parents[1]
DEMO = COURSE / "demo"
ASSIGNMENT = "unit04"
FOLDERS = [
    f"--CourseDirectory.db_url=sqlite:///{DEMO}/gradebook.db",
    "--CourseDirectory.submitted_directory=demo/submitted",
    "--CourseDirectory.autograded_directory=demo/autograded",
    "--CourseDirectory.feedback_directory=demo/feedback",
]
console = Console(width=None if sys.stdout.isatty() else 120)


def nbgrader(*arguments: str, done: str, total: int) -> None:
    """Run an nbgrader command; show how often it has logged `done`, and its log if it fails.

    Its whole log goes to demo/<command>.log.
    """
    console.print(f"[bold]nbgrader {' '.join(arguments)}[/]")
    log_path = DEMO / f"{arguments[0]}.log"
    command = ["nbgrader", *arguments, *FOLDERS]
    columns = [TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with log_path.open("w") as log, Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=total)
        process = subprocess.Popen(command, cwd=COURSE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            if re.search(done, line):
                progress.advance(task)
    if process.wait() != 0:
        console.print(f"[red]It failed.[/] Its log, {log_path.relative_to(COURSE)}, ends with:")
        console.print("".join(log_path.read_text().splitlines(keepends=True)[-30:]), markup=False)
        sys.exit(1)


def grade(assignment: str) -> None:
    """Grade the class; the command shows its own progress."""
    console.print(f"[bold]autograder grade {assignment}[/]")
    command = ["autograder", "grade", assignment, *FOLDERS, "--NbGrader.logfile=demo/grade.log"]
    if subprocess.run(command, cwd=COURSE).returncode != 0:
        sys.exit("It failed; the reason is above, and in demo/grade.log.")


def main() -> None:
    """Release, grade, show, export, and say where to look."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    n_notebooks = len(list((COURSE / "source" / ASSIGNMENT).glob("*.ipynb")))
    n_submissions = len(CLASS) + len(HOSTILE)

    nbgrader("generate_assignment", ASSIGNMENT, done=r"Writing \d+ bytes", total=n_notebooks)
    write_class(DEMO / "submitted")
    grade(ASSIGNMENT)
    nbgrader("generate_feedback", ASSIGNMENT, done="Setting destination file permissions", total=n_submissions)
    nbgrader("export", "--to=demo/grades.csv", done="Exporting grades", total=1)

    db_url = f"sqlite:///{DEMO}/gradebook.db"
    report(ASSIGNMENT, db_url, console, autograded=DEMO / "autograded")
    picture = Console(record=True, width=100, file=io.StringIO())
    report(ASSIGNMENT, db_url, picture, "u04n3-logreg-pytorch", DEMO / "autograded")
    # Rich's SVG names fonts in the network; without them it shows in the reader's own.
    svg = re.sub(r"@font-face {.*?}", "", picture.export_svg(title="The example class"), flags=re.DOTALL)
    (DEMO / "graded-class.svg").write_text(svg)

    console.print("Where to look:", style="bold")
    for path, what in {
        f"release/{ASSIGNMENT}/": "the notebooks that students get",
        "demo/submitted/": "what the class handed in",
        "demo/grades.csv": "the grades, for a spreadsheet or an LMS",
        "demo/graded-class.svg": "the tables above, as a picture",
        f"demo/feedback/s1004-softmax-of-batch/{ASSIGNMENT}/": "what a student gets back: open it in a browser",
        f"demo/autograded/s1004-softmax-of-batch/{ASSIGNMENT}/": "the graded notebook, for the instructor",
        "demo/grade.log": "what grading had to say",
    }.items():
        console.print(f"  [cyan]{path:<46}[/] {what}")


if __name__ == "__main__":
    main()
