"""What a notebook's texts ask, in their own words."""

import re

HEADING = re.compile(r"^(?P<level>#+) (?P<text>.+)$", flags=re.MULTILINE)
_LABEL = re.compile(r"^\*\*(\w{1,2}\.|Step \d+:|Fill in the blanks?:)\*\*\s*")


def asked(text: str) -> str:
    """Return what a text asks: its last paragraph with bold words, from these words on, up to the end of a sentence.

    That is the first question if there is one. A paragraph with a label in bold, such as "**a.**" or "**Step 1:**", is
    preferred, and the label left out. Of a link, only its words are left. Hints, which are folded, ask nothing.
    """
    text = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if not re.match(r"[-*#|`] ?[^*]", part)]
    with_bold = [part[part.index("**") :] for part in paragraphs if "**" in part]
    if not with_bold:
        return ""
    labelled = [part for part in with_bold if _LABEL.match(part)]
    words = _LABEL.sub("", (labelled or with_bold)[-1]).replace("**", "")
    found = re.search(r"^.+?\?(?=\s|$)", words) or re.search(r"^.{20,}?[^.]\.(?=\s|$)", words)
    words = (found[0] if found else words).rstrip(":")
    return words[:1].upper() + words[1:]
