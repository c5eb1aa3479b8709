"""Hand in texts of megabytes, which take libraries minutes: nested tags, entities, comments, tables, code, pictures.

Deserves: answer, double, line
"""
# %% double
x = """a.a"""
def double(x):
    return 2 * x
# %% tamper
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

for piece in ("<b>", "&amp;", "[![]("):
    nb.cells += [new_markdown_cell(piece * 200_000), new_markdown_cell(piece * 3_000), new_raw_cell(piece * 200_000)]
for piece in ("a.", "?"):
    nb.cells += [new_code_cell(piece * 200_000), new_code_cell("0\n" + piece * 8_000)]
picture = new_markdown_cell("![a](attachment:a)" * 300)
picture.attachments = {"a": {"image/png": "A" * 1_000_000}}
nb.cells += [picture, new_markdown_cell("![a](attachment:b) ![a](&#97;ttachment:c)")]
