"""Write the static pages: each as one file that needs nothing else, for any web server or none.

Run: `python site/build.py`, or `make site`. Each `site/*.html` goes to `site/_build/`, with the files that it names in
`/* include: PATH */` put in its place. Paths are the course folder's.
"""

import re
from pathlib import Path

SITE = Path(__file__).parent
INCLUDE = re.compile(r"^[ ]*/\* include: (?P<path>\S+) \*/$", flags=re.MULTILINE)


def page(template: Path) -> str:
    """Return a page with the files that its template names put in.

    Raises
    ------
    ValueError
        If a file would end the `<script>` or `<style>` that it is put in.
    """

    def content(include: re.Match[str]) -> str:
        text = (SITE.parent / include["path"]).read_text(encoding="utf-8")
        if re.search(r"</(script|style)", text, flags=re.IGNORECASE):
            raise ValueError(f"{include['path']}: must not have </script or </style in it: a browser would stop there.")
        return text

    return INCLUDE.sub(content, template.read_text(encoding="utf-8"))


def build(folder: Path = SITE / "_build") -> list[Path]:
    """Write all pages into a folder, and return where they are."""
    folder.mkdir(exist_ok=True)
    pages = []
    for template in sorted(SITE.glob("*.html")):
        pages.append(folder / template.name)
        pages[-1].write_text(page(template), encoding="utf-8")
    return pages


if __name__ == "__main__":
    for path in build():
        print(f"Wrote {path.relative_to(Path.cwd())} ({path.stat().st_size / 1000:.0f} kB).")
