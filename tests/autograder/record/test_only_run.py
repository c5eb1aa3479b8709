import os
import sys
from pathlib import Path

import pytest

from autograder.record.only_run import only_run
from tests.autograder.record.other_run import check_refused, other_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks")


def test_a_second_run_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    db_url = f"sqlite:///{tmp_path}/gradebook.db"
    with other_run(db_url, "unit01") as other:
        check_refused(db_url, other)
        other.kill()
        other.join()
        with only_run(db_url, "unit01"):
            assert f"process {os.getpid()} on" in (tmp_path / "gradebook.db.unit01.lock").read_text()
    assert list(tmp_path.iterdir()) == []
