"""Sphinx directives of the course site: what its pages read from notebooks, and the interactive widgets."""

from collections.abc import Iterable
from functools import cache
from html import escape

from docutils import nodes
from docutils.parsers.rst import directives
from includes import with_includes
from preview import NotebookLexer
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from units import COURSE, Notebook, question_label, read_units

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository

units = cache(read_units)


@cache
def public_repository() -> PublicRepository:
    """Return where students get the notebooks, as nbgrader_config.py says."""
    return PublicRepository(config=load_config(COURSE))


def plural(number: float, noun: str) -> str:
    """Return a number with its noun, such as "1 point" or "2 points"."""
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def objective_label(objective: str) -> str:
    """Return the label that the page of objectives gives one, for links to it."""
    return f"objective-{objective.lower()}"


def in_table(text: str) -> str:
    """Return MyST text that can stand in a table's cell: a bar would begin the next one."""
    return text.replace("|", r"\|")


def objective_links(objectives: Iterable[str]) -> str:
    """Return links to objectives, in MyST."""
    return ", ".join(f"[{name}](#{objective_label(name)})" for name in objectives)


class CourseDirective(SphinxDirective):
    """A directive that writes MyST text, from the release notebooks."""

    def unit(self) -> list[Notebook]:
        """Return the notebooks of the unit that the directive names."""
        name = self.arguments[0].split("/")[0]
        if name not in units(COURSE / "release"):
            raise self.error(f"release/{name} has no notebooks. Correct the name, or make the release.")
        return units(COURSE / "release")[name]

    def notebook(self) -> Notebook:
        """Return the notebook that the directive names."""
        name = self.arguments[0].split("/")[1]
        found = [notebook for notebook in self.unit() if notebook.name == name]
        if not found:
            raise self.error(f"release/{self.arguments[0]}.ipynb does not exist. Correct the name.")
        return found[0]

    def links(self, notebook: Notebook) -> nodes.Node:
        """Return the ways to a notebook: to its preview (from another page), to Colab, to the file."""
        unit, name = notebook.path.parent.name, notebook.name
        here = "../" * self.env.docname.count("/") + f"{unit}/{name}"
        found = [
            ("Preview", f"{here}.html"),
            ("Open in Colab", public_repository().colab_url(unit, name)),
            ("Download", f"{here}.ipynb"),
        ]
        items = [
            f'<li><a class="button" href="{address}"{" download" * (text == "Download")}>{text}'
            f'<span class="unseen"> {name}</span></a></li>'
            for text, address in found
            if self.env.docname != f"{unit}/{name}" or text != "Preview"
        ]
        return nodes.raw("", f'<ul class="buttons">{"".join(items)}</ul>\n', format="html")


class NotebookLinks(CourseDirective):
    """`{notebook-links} unit04/u04n2-softmax`: preview, Colab and download of one notebook."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the links."""
        return [self.links(self.notebook())]


class Notebooks(CourseDirective):
    """`{notebooks} unit04`: each notebook of a unit, with its time, points, objectives and links."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a card for each notebook."""
        cards = nodes.container(classes=["notebooks"])
        for notebook in self.unit():
            card = nodes.section(ids=[f"notebook-{notebook.name}"])
            card += nodes.title("", "", *self.parse_text_to_nodes(notebook.title)[0].children)
            prepared = [name for name in notebook.statements if name not in notebook.shown]
            facts = {
                "Time": notebook.time,
                "Graded": f"{plural(notebook.points, 'point')}, in {plural(len(notebook.questions), 'question')}",
                "You show": objective_links(notebook.shown),
                "It prepares for": objective_links(prepared),
            }
            card += self.parse_text_to_nodes("".join(f":{name}: {fact}\n" for name, fact in facts.items() if fact))
            card += self.links(notebook)
            cards += card
        return [cards]


class UnitObjectives(CourseDirective):
    """`{unit-objectives} unit04`: what a student can do after a unit."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        statements = {name: text for notebook in self.unit() for name, text in notebook.statements.items()}
        return self.parse_text_to_nodes(
            "\n".join(f"- [{name}](#{objective_label(name)}): “{text}”" for name, text in statements.items())
        )


class Objectives(CourseDirective):
    """`{objectives}`: each objective of the course, with the questions that give evidence of it."""

    def run(self) -> list[nodes.Node]:
        """Return a section with a table for each objective."""
        notebooks = [notebook for unit in units(COURSE / "release").values() for notebook in unit]
        statements = {name: text for notebook in notebooks for name, text in notebook.statements.items()}
        text = "\n".join(
            f"({objective_label(name)})=\n## {name}\n\n“{statement}”\n\n{self.evidence(name, notebooks)}"
            for name, statement in sorted(statements.items())
        )
        return self.parse_text_to_nodes(text, allow_section_headings=True)

    def evidence(self, objective: str, notebooks: Iterable[Notebook]) -> str:
        """Return what gives evidence of an objective: a Markdown table for each notebook."""
        tables = []
        for notebook in notebooks:
            rows = [
                f"| [{in_table(question.text)}](#{question_label(notebook.name, question.name)}) "
                f"| {in_table(question.section)} | {question.points:g} "
                f"| {'a person' if question.in_words else in_table(f'test: {question.test}')} |\n"
                for question in notebook.questions
                if objective in question.objectives
            ]
            if rows:
                title = f"In [{notebook.title}](/{notebook.path.parent.name}/{notebook.name}.ipynb):\n\n"
                head = "| Question | Section | Points | Graded by |\n| --- | --- | ---: | --- |\n"
                tables.append(title + head + "".join(rows))
        return "\n".join(tables) or "No question gives evidence of it yet.\n"


class Widget(SphinxDirective):
    """`{softmax-demo}` or `{logistic-map}`: what notebooks show as a widget. JSON in it says how it begins."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a place for it and the script that fills the place."""
        script = with_includes(COURSE / "site" / f"{self.name}.js")
        state = escape(" ".join(self.content) or "{}")
        html = (
            f'<div class="widget {self.name}-place" data-state="{state}"></div>\n<noscript><p>This computes in your '
            "browser, so it needs JavaScript, which is switched off.</p></noscript>\n"
            f'<script type="module">\n{script}</script>\n'
        )
        return [nodes.raw("", html, format="html")]


class InstructorAnswer(SphinxDirective):
    """`{instructor-answer}`: an answer, folded away; in the site that students see, nothing at all."""

    has_content = True
    option_spec = {"title": directives.unchanged}  # noqa: RUF012  (as docutils has it)

    def run(self) -> list[nodes.Node]:
        """Return the answer in a `<details>`, in the instructor's build."""
        if "instructor" not in self.env.app.tags:
            return []
        return [
            nodes.raw("", '<details class="answer"><summary>Answer</summary>\n', format="html"),
            *self.parse_content_to_nodes(),
            nodes.raw("", "</details>\n", format="html"),
        ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what is here."""
    app.add_lexer("notebook", NotebookLexer)
    for name, directive in {
        "notebook-links": NotebookLinks,
        "notebooks": Notebooks,
        "unit-objectives": UnitObjectives,
        "objectives": Objectives,
        "softmax-demo": Widget,
        "logistic-map": Widget,
        "instructor-answer": InstructorAnswer,
    }.items():
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
