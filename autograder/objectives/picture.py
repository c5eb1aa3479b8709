"""Draw a class's mastery: one bar per objective, with how many students have reached each level. It names nobody."""

from xml.sax.saxutils import escape

from autograder.objectives.mastery import LEVELS, MET, NO_EVIDENCE, NOT_YET, PARTLY
from autograder.objectives.tables import SYMBOLS, Class, counts_of

# Colours that readers tell apart who are blind to some (after Okabe and Ito), all light enough for black text.
_COLORS = {MET: "#2eb68a", PARTLY: "#f0e442", NOT_YET: "#e69f00", NO_EVIDENCE: "#e5e5e5"}
_LEFT, _WIDTH, _BAR, _STEP, _TOP = 250, 480, 26, 40, 70  # pixels


def draw(unit: str, mastery: Class) -> str:
    """Return the picture as SVG, which stands alone or within a page."""
    counts = counts_of(mastery)
    height = _TOP + _STEP * len(counts)
    said = "; ".join(
        f"{objective}: {', '.join(f'{found[level]} {level}' for level in LEVELS if found[level])}"
        for objective, found in counts.items()
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 20} {height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="14">',
        f"<title>{escape(unit)}: how many of {len(mastery)} students have met each objective</title>",
        f"<desc>{escape(said)}</desc>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="10" y="24" font-size="16">{escape(unit)}: objectives of {len(mastery)} students</text>',
    ]
    for number, level in enumerate(LEVELS):
        x = _LEFT + 122 * number
        lines.append(f'<rect x="{x}" y="38" width="14" height="14" fill="{_COLORS[level]}"/>')
        lines.append(f'<text x="{x + 20}" y="50">{SYMBOLS[level]} {level}</text>')
    for number, (objective, found) in enumerate(counts.items()):
        y = _TOP + _STEP * number
        lines.append(f'<text x="{_LEFT - 10}" y="{y + 18}" text-anchor="end">{escape(objective)}</text>')
        start = float(_LEFT)
        for level in filter(found.get, LEVELS):
            width = _WIDTH * found[level] / found.total()
            size = f'x="{start:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}"'
            lines.append(f'<rect {size} fill="{_COLORS[level]}"/>')
            lines.append(f'<text x="{start + width / 2:.1f}" y="{y + 18}" text-anchor="middle">{found[level]}</text>')
            start += width
    return "\n".join([*lines, "</svg>\n"])
