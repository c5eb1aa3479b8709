"""Links from a notebook to pages of the course site: paths in the source, addresses in the release."""

import re

# In the source, `[logit](../../site/glossary.md#term-logit)` leads to the page's own text.
_TO_PAGE = re.compile(r"\]\((?:\.\./)+site/(?P<page>[\w/-]+)\.md(?P<anchor>#[\w-]+)?\)")
_TO_ANY_PAGE = re.compile(r"\]\([^()\s]*?(?P<name>[\w-]+)\.(?:md|html)(?P<anchor>#[\w-]+)?\)")


def with_addresses(text: str, site: str) -> str:
    """Make each link to a page's file one to its address on the course site."""
    return _TO_PAGE.sub(lambda found: f"]({site}{found['page']}.html{found['anchor'] or ''})", text)


def without_addresses(text: str) -> str:
    """Leave of each link to a page only the page's name, which is the same in source and release."""
    return _TO_ANY_PAGE.sub(lambda found: f"]({found['name']}{found['anchor'] or ''})", text)
