"""The command `autograder VERB …`. It runs in a course folder and reads its nbgrader_config.py.

Exit status: 0 if all is well, 1 if something needs a person, 2 if the command couldn't do its work.
"""

import argparse
import gc
import importlib
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, KVArgParseConfigLoader

from autograder.course.config import CONFIG, load_config
from autograder.course.errors import CourseError

# What each verb does. Its file is commands/<verb>.py; only the file of the verb in use is imported.
VERBS = {
    "check-answers": "check that the tests pass right answers and fail wrong ones, with the answers in answers/",
    "collect": "copy students' hand-ins from an LMS's archive to submitted/",
    "doctor": "check whether this machine can isolate submissions, and say what to install or change",
    "export": "write grades and feedback as an LMS takes them",
    "grade": "grade a class on all cores, and continue where the last run stopped",
    "gradescope": "make the zip with which Gradescope checks a notebook",
    "new-unit": "create a unit: a first notebook, answers to its question, and its page",
    "objectives": "show how far each student has come with each objective",
    "publish": "write what students see into a clone of the public repository",
    "report": "show a graded class as tables",
    "roster": "enroll the students in a table that an LMS exports",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(
        prog="autograder",
        description="Run a course whose notebooks grade themselves. Run this in the course folder.",
        epilog="Each verb also takes nbgrader's settings, such as --ExecuteAndExamine.timeout=60.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, what in VERBS.items():
        verb = verbs.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        if name in words[:1]:
            gc.disable()  # as in fork_server.py
            command = importlib.import_module(f"autograder.commands.{name.replace('-', '_')}")
            gc.freeze()
            gc.enable()
            command.add_arguments(verb)
    arguments, settings = parser.parse_known_args(words)
    wrong = [setting for setting in settings if not (setting.startswith("--") and "." in setting.partition("=")[0])]
    if wrong:
        parser.error(f"unknown: {' '.join(wrong)}. Type: autograder {arguments.verb} --help")
    try:
        return int(command.run(arguments, _config(settings, needed=getattr(command, "NEEDS_COURSE", True))))
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2


def _config(settings: list[str], *, needed: bool) -> Config:
    """Return the course's settings, overridden by those of the command line."""
    try:
        config = load_config(Path.cwd())
    except ConfigFileNotFound:
        if needed:
            raise CourseError(
                f"{Path.cwd()} has no {CONFIG}, so it isn't a course folder. Change to the one that has it."
            ) from None
        config = Config()
    except Exception as error:  # whatever a file of Python may raise
        places = [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename.endswith(CONFIG)]
        line, what = (error.lineno, error.msg) if isinstance(error, SyntaxError) else (places[-1], error)
        raise CourseError(f"{CONFIG}, line {line}: {type(error).__name__}: {what}") from None
    config.merge(KVArgParseConfigLoader(settings).load_config())
    course = config.CourseDirectory
    if not str(course.get("db_url", "sqlite")).startswith("sqlite"):
        from autograder.record.database import check_database  # it takes a while to import

        check_database(course.db_url, course.get("course_id", ""))
    return config


if __name__ == "__main__":
    sys.exit(main())
