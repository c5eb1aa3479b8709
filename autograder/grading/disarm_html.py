"""After a submission ran: make it safe to open in a browser, whatever its author hid in it.

A script in a text cell or an output would run in the formgrader with the rights of the person who grades. The config's
`HTMLExporter.sanitize_html` removes scripts from outputs, but leaves text cells and the sizes of pictures alone.

A few kilobytes can keep a library busy for minutes: unclosed tags if it cleans HTML, brackets if it converts Markdown.
So no such library sees what a student writes until it is harmless and short.
"""

import html
import re
from typing import Any

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook.styles import without_styles

_MAX_MARKDOWN = 20_000  # characters of a text that is rendered as Markdown
_MAX_TEXT = 100_000  # characters of a text that are shown at all
_MAX_BRACKETS = 1_000  # in a text that is rendered
_MAX_HTML = 300_000  # characters of an output
_MAX_DEPTH = 50  # levels of nested tags

# What a page shows safely; a diagram (Mermaid) and whatever Jupyter learns to show next would run as they are.
_PICTURES = ("image/png", "image/jpeg")
_KINDS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", *_PICTURES)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*+")

# Tags and attributes that are harmless.
_LINKS = ("href", "src")
_VOID = {"br": (), "hr": (), "img": ("src", "alt", "width", "title")}
_HARMLESS: dict[str, tuple[str, ...]] = {
    **_VOID,
    "a": ("href", "title"),
    **dict.fromkeys(("abbr", "acronym"), ("title",)),
    **dict.fromkeys(("b", "blockquote", "code", "em", "i", "li", "ol", "strong", "ul", "div", "p", "pre"), ()),
    **dict.fromkeys(("details", "summary"), ()),
    **dict.fromkeys(("span", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u"), ()),
}
# A well-formed tag. The pattern reads nothing twice, so that its time is linear in the text.
_ATTRIBUTE = r"""\s++(?P<key>[\w:-]++)(?:\s*+=\s*+(?P<value>"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++))?+"""
_ATTRIBUTES = rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ATTRIBUTE)})*+"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<attributes>{_ATTRIBUTES})\s*+/?>|<(?=[a-zA-Z/!?\\])"
)
_SCRIPT_LINK = re.compile(r"(javascript|vbscript|data(?=\s*+:\s*+text/html))\s*+:", re.IGNORECASE)
_HARMLESS_LINK = re.compile(r"(https?:|mailto:|[^:]*\Z)", re.IGNORECASE)


class DisarmHTML(NbGraderPreprocessor):
    """Keep harmless HTML (links, tables, pictures) where a student may have written; show the rest as text."""

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Disarm one cell; leave the instructor's locked ones as they are."""
        if cell.cell_type == "code":
            for output in cell.outputs:
                _disarm_output(output)
        elif not utils.is_locked(cell):
            cell.source = disarm(cell.source)
        return cell, resources


def _disarm_output(output: Any) -> None:
    data = output.get("data", {})
    for kind in [kind for kind in data if kind not in _KINDS or (kind in _PICTURES and not _is_base64(data[kind]))]:
        del data[kind]
    for shown in output.get("metadata", {}).values():
        for side in ("width", "height"):
            if isinstance(shown, dict) and not isinstance(shown.get(side), int):
                shown.pop(side, None)
    for kind, make_harmless in _SHOWN.items():
        if kind not in data:
            continue
        text = data[kind] if isinstance(data[kind], str) else "".join(data[kind])
        if len(text) <= _MAX_HTML:
            data[kind] = make_harmless(text)
        else:
            del data[kind]
            why = f"This output is not shown: it is {kind} of more than {_MAX_HTML // 1000} kB."
            data["text/plain"] = f"{data.get('text/plain', '')}\n{why}".strip()


def disarm(text: str) -> str:
    """Return Markdown in which all HTML not known to be harmless is text; takes time linear in its length."""
    if len(text) > _MAX_MARKDOWN or text.count("[") > _MAX_BRACKETS:
        if len(text) > _MAX_TEXT:
            text = f"{text[:_MAX_TEXT]}\n… and {len(text) - _MAX_TEXT} more characters, which are not shown."
        return f"<pre>{html.escape(text, quote=False).replace('[', '&#91;')}</pre>"
    return _SCRIPT_LINK.sub(r"\1 :", _keep_harmless(text))


def _keep_harmless(text: str) -> str:
    """Keep known tags, and close each of them; turn the others into text."""
    open_tags: list[str] = []

    def keep(tag: re.Match[str]) -> str:
        name = (tag["name"] or "").lower()
        if name not in _HARMLESS or (name not in open_tags if tag["end"] else len(open_tags) == _MAX_DEPTH):
            return tag[0].replace("<", "&lt;")
        if tag["end"]:
            inner = [open_tags.pop() for _ in range(open_tags[::-1].index(name) + 1)]
            return "".join(f"</{each}>" for each in inner)
        if name not in _VOID:
            open_tags.append(name)
        return tag[0] if not tag["attributes"].strip() else f"<{name}{_attributes(name, tag['attributes'])}>"

    kept = _TAG.sub(keep, without_styles(text))
    return kept if not open_tags else kept + "\n" + "".join(f"</{name}>" for name in reversed(open_tags))


def _attributes(name: str, written: str) -> str:
    """Return the harmless attributes of a tag."""
    kept: dict[str, str] = {}
    for attribute in re.finditer(_ATTRIBUTE, written):
        key, value = attribute["key"].lower(), attribute["value"] or ""
        value = html.unescape(value[1:-1] if value[:1] in ("'", '"') else value)
        if key in _HARMLESS[name] and (key not in _LINKS or _HARMLESS_LINK.match(value)):
            kept.setdefault(key, f' {key}="{html.escape(value)}"')
    return "".join(kept.values())


def _is_base64(data: Any) -> bool:
    return _BASE64.fullmatch(data if isinstance(data, str) else "".join(data)) is not None


# How a page's tags are made harmless, by the output's type.
_SHOWN = {"text/html": _keep_harmless, "text/markdown": disarm}
