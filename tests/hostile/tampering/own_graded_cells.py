"""Add graded cells of one's own that bring a hundred points each."""
# %% tamper
from nbformat.v4 import new_code_cell

for number in range(3):
    cell = new_code_cell("100")
    cell.metadata["nbgrader"] = {
        "schema_version": 3, "grade": True, "solution": False, "locked": number == 1, "task": False,
        "grade_id": f"bonus{number}", "points": 100, "cell_type": "code", "checksum": "0" * 32,
    }
    nb.cells.insert(number * 3, cell)
