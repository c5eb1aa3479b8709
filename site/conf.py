"""How Sphinx builds the course site; `build.py` calls it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Machine Learning"
html_title = project
language = "en"

extensions = ["myst_nb", "course_pages", "mathml"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"]
nb_execution_mode = "off"  # previews show the stored reference outputs

html_theme = "furo"
templates_path = ["_templates"]
widget_styles = ["widget_parts.css", "softmax_demo.css", "logistic_map.css"]
html_static_path = ["_static", *(f"../course_utils/{name}" for name in widget_styles)]
html_favicon = "_static/favicon.svg"
html_css_files = ["site.css", *widget_styles]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"
