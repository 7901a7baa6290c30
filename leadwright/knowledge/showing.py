"""An article's Markdown on a page."""

from django.utils.safestring import SafeString

from leadwright.kit.html import clean
from leadwright.knowledge.markdown import written


def shown(body: str) -> SafeString:
    """What knowledge/markdown.py wrote holds no tag of the text's own; it is cleaned all the same."""
    return SafeString(clean(written(body)))
