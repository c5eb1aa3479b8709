import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect.hand_in import Sender
from autograder.collect.students import Students, safe_id
from autograder.record.records import Student

# What people and attackers call themselves, and anything else.
NAMES = st.one_of(
    st.sampled_from(
        ["", ".", "..", "../ada", "/etc", "a/b", "a\\b", "a\nb", "*", "[a]", "-rf", "~", "CON", "ada", "Ada"]
    ),
    st.text(max_size=12),
    st.text(alphabet="./-_@* aA", max_size=8),
    st.text(min_size=90, max_size=300),
    st.sampled_from(["Ä" * 120, "x" * 300]),
)


@given(NAMES)
@settings(max_examples=500, deadline=None)
def test_a_safe_id_never_leaves_its_folder(name: str) -> None:
    made = safe_id(name)
    assert made and made not in (".", "..") and len(made.encode()) <= 128
    assert made[0] not in ".-~" and made[-1] not in ". "
    assert all(each in "._@-" or unicodedata.category(each)[0] in "LNM" for each in made)
    assert safe_id(made) == made


@given(st.lists(NAMES, max_size=12))
@settings(max_examples=300, deadline=None)
def test_no_two_students_have_one_folder(names: list[str]) -> None:
    students = Students([])
    made = [
        students.find(Sender("folder", f"{number}", name, lms_id=f"{number}")).student
        for number, name in enumerate(names)
    ]
    assert len({unicodedata.normalize("NFC", student).casefold() for student in made}) == len(names)
    again = [
        students.find(Sender("folder", f"{number}", name, lms_id=f"{number}")).student
        for number, name in enumerate(names)
    ]
    assert again == made


def test_an_id_is_readable() -> None:
    names = [
        "Ada Lovelace",
        "Zoë Müller",
        "李雷",
        "ada@uni.edu",
        "a*[b]\nc",
        ".hidden",
        "O'Brien, Pat",
        "  ",
        "x" * 200,
    ]
    assert [safe_id(name) for name in names] == [
        *["Ada-Lovelace", "Zoë-Müller", "李雷", "ada@uni.edu", "a-b-c", "hidden", "O-Brien-Pat", "student", "x" * 100]
    ]


def test_nobody_is_taken_for_another() -> None:
    known = [Student("canvas", "1", "ada", "Lovelace, Ada"), Student("canvas", "2", "liwei", "Li, Wei")]
    students = Students(known)
    assert students.find(Sender("canvas", "1", "lovelaceada", lms_id="1")).student == "ada"
    assert students.find(Sender("canvas", "3", "liwei", lms_id="3")).student == "liwei-3"  # another Li Wei
    assert students.find(Sender("moodle", "77", "Wei Li")).student == "Wei-Li"  # who could be either


def test_a_student_is_known_by_address_id_or_name_in_another_lms() -> None:
    known = [Student("canvas", "1", "al15", "Lovelace, Ada", "ada@uni.edu", "1815", "al15")]
    by_email = Sender("gradescope", "x", "A. L.", "x", email="Ada@uni.edu")
    by_id = Sender("gradescope", "y", "A. L.", "y", sis_id="1815")
    by_name = Sender("moodle", "12", "Ada Lovelace")
    by_folder = Sender("folder", "al15", "al15")
    for sender in (by_email, by_id, by_name, by_folder):
        assert Students(known).find(sender).student == "al15"


def test_who_is_in_nbgraders_gradebook_keeps_her_id() -> None:
    assert Students([], ["lovelaceada"]).find(Sender("canvas", "1", "lovelaceada", lms_id="1")).student == "lovelaceada"
