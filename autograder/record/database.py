"""Whether the database of the gradebook can be reached."""

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from autograder.course.errors import CourseError


def check_database(db_url: str, course_id: str) -> None:
    """Check that a server has the database of a gradebook. A file of SQLite is made when it is needed.

    Raises
    ------
    CourseError
        If its driver isn't installed, it can't be reached, or the course has no name there.
    """
    try:
        url = make_url(db_url)  # as text, it leaves out the password
        if url.get_backend_name() == "sqlite":
            return
        if not course_id:  # nbgrader makes no row for a course without a name, and a server misses it
            raise CourseError(
                "A gradebook on a server needs a name for the course: set c.CourseDirectory.course_id, too, such as "
                '"ml", in nbgrader_config.py.'
            )
        engine = create_engine(url)
        engine.connect().close()
        engine.dispose()
    except ArgumentError as error:
        raise CourseError(f"c.CourseDirectory.db_url is no address of a database: {error}") from None
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The gradebook {url} needs the package {error.name}, which is not installed. For PostgreSQL, let "
            'c.CourseDirectory.db_url begin with postgresql+psycopg, and run: python -m pip install "psycopg[binary]"'
        ) from None
    except OperationalError as error:
        raise CourseError(f"The gradebook {url} can't be reached: {error.orig}") from None
