import os
import socket
import sys
from pathlib import Path

import pytest

from autograder.course.errors import CourseError
from autograder.record.only_run import only_run
from tests.autograder.record.other_run import other_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks")


def test_a_second_run_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    db_url = f"sqlite:///{tmp_path}/gradebook.db"
    with other_run(db_url, "unit01") as other:
        who = f"process {other.pid} on {socket.gethostname()[:20]} since 20"
        with pytest.raises(CourseError, match=f"unit01 is being graded already, by {who}"), only_run(db_url, "unit01"):
            pass
        with only_run(db_url, "unit02"):
            pass
        other.kill()
        other.join()
        with only_run(db_url, "unit01"):
            assert f"process {os.getpid()} on" in (tmp_path / "gradebook.db.unit01.lock").read_text()
    assert list(tmp_path.iterdir()) == []
