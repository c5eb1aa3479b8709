"""Build the course site: static pages that any web server can show, and that ask for nothing from elsewhere.

Run: `python site/build.py`, or `make site`. It writes `site/_build/`, as students see it. With `--instructor`, it
writes `site/_build-instructor/`, which has answers, folded away: don't publish it. `--to` names another folder.

The pages are the Markdown files here, and a preview of each notebook in `release/`. `softmax-demo.html` becomes one
file that needs nothing else, to be saved and opened anywhere.
"""

import argparse
import io
import shutil
import sys
import tempfile
from contextlib import redirect_stderr
from pathlib import Path

import nbformat
from sphinx.cmd.build import main as sphinx

SITE = Path(__file__).parent
sys.path.insert(0, str(SITE / "_ext"))

from includes import with_includes  # noqa: E402
from preview import preview_of  # noqa: E402
from units import COURSE, read_units  # noqa: E402


class BuildError(SystemExit):
    """Why the site was not built; the message says what to fix."""


def build(folder: Path, *, instructor: bool = False) -> None:
    """Write the whole site into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        sources, output = Path(temporary, "site"), Path(temporary, "html")
        _collect(sources)
        options = ["--quiet", "--fail-on-warning", "--keep-going", "--no-color"]
        options += ["--builder", "html", "--conf-dir", str(SITE), "--doctree-dir", f"{temporary}/doctrees"]
        options += ["--tag", "instructor"] if instructor else []
        with redirect_stderr(io.StringIO()) as said:
            status = sphinx([*options, str(sources), str(output)])
        if status != 0:
            raise BuildError(f"The site was not built.\n{said.getvalue().replace(str(sources), 'site')}")
        for name in ("objects.inv", ".buildinfo"):  # for other tools, not for readers
            (output / name).unlink(missing_ok=True)
        for notebook in (COURSE / "release").glob("*/*.ipynb"):
            shutil.copy(notebook, output / notebook.parent.name)
        (output / ".nojekyll").touch()  # GitHub's pages would leave out folders such as _static
        (output / "softmax-demo.html").write_text(with_includes(SITE / "softmax-demo.html"), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(output, folder)


def _collect(sources: Path) -> None:
    """Put the pages and the previews of all notebooks into one folder."""
    try:
        read_units(COURSE / "release")
    except ValueError as error:
        raise BuildError(str(error)) from error
    for page in [*SITE.glob("*.md"), *SITE.glob("[!_]*/*.*")]:
        copy = sources / page.relative_to(SITE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, copy)
    for path in sorted((COURSE / "release").glob("*/*.ipynb")):
        unit = path.parent.name
        if not (sources / unit / "index.md").exists():
            raise BuildError(f"site/{unit}/index.md is missing: release/{unit} has notebooks, so it needs a page.")
        nb = preview_of(nbformat.read(path, as_version=4), unit, path.stem)
        nbformat.write(nb, sources / unit / path.name)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--instructor", action="store_true", help="with answers; not to be published")
    parser.add_argument("--to", type=Path, help="the folder to write; what is in it is deleted")
    arguments = parser.parse_args()
    folder = arguments.to or SITE / ("_build-instructor" if arguments.instructor else "_build")
    build(folder, instructor=arguments.instructor)
    print(f"Wrote {folder}. Open {folder / 'index.html'} in a browser.")


if __name__ == "__main__":
    main()
