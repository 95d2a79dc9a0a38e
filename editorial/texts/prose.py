"""Rich text: what a profile or an article may hold, and nothing else."""

import nh3
from django_prose_editor.fields import ProseEditorField

TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote"}


def clean_html(html: str) -> str:
    """``html`` with only the tags and links that we allow; unsafe addresses are gone."""
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )


def prose_field(verbose_name) -> ProseEditorField:
    """A rich text of headings, lists, emphasis and links; cleaned when validated."""
    return ProseEditorField(
        verbose_name,
        extensions={
            "Bold": True,
            "Italic": True,
            "BulletList": True,
            "ListItem": True,
            "OrderedList": True,
            "Blockquote": True,
            "HardBreak": True,
            "Heading": {"levels": [2, 3]},
            "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
        },
        sanitize=clean_html,
        blank=True,
        default="",
    )
