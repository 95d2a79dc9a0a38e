"""Rich text: what a profile or an article may hold, and nothing else."""

from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField

from editorial.texts.keeping import keep
from editorial.texts.losses import Loss
from editorial.texts.phrases import SCHEMES

TAGS = {
    *("p", "br", "h2", "h3", "hr", "ul", "ol", "li", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "strong", "em", "s", "u", "sub", "sup", "ruby", "rt", "rp"),
}
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start", "type"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


def clean_html(html: str) -> str:
    """``html`` in the tags and links that we allow, with what it means: as it is stored."""
    return safe_html(keep(html).html)


def safe_html(html: str) -> str:
    """``html`` with only the tags and links that we allow, whoever has stored it."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={*SCHEMES})


def losses(html: str) -> tuple[Loss, ...]:
    """What ``clean_html`` would leave out of ``html``."""
    return keep(html).losses


class RichTextFormField(ProseEditorFormField):
    """A rich text of a form, which gives what would be stored; ``losses`` tells what would not."""

    def clean(self, value: Any) -> str:
        return clean_html(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return clean_html(initial or "") != self.clean(data)
        except ValidationError:
            return True


class RichTextField(ProseEditorField):
    """A rich text of a record."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": RichTextFormField} | kwargs)


def prose_field(verbose_name) -> RichTextField:
    """A rich text of headings, lists, tables, emphasis and links; cleaned when validated."""
    return RichTextField(
        verbose_name,
        extensions={
            "Bold": True,
            "Italic": True,
            "Underline": True,
            "Strike": True,
            "Subscript": True,
            "Superscript": True,
            "BulletList": True,
            "ListItem": True,
            "OrderedList": True,
            "Blockquote": True,
            "HardBreak": True,
            "HorizontalRule": True,
            "Heading": {"levels": [2, 3]},
            "Link": {"enableTarget": False, "protocols": [*SCHEMES]},
            "Table": {"resizable": False},
            "TableRow": True,
            "TableHeader": True,
            "TableCell": True,
            "Pasted": True,
            "Named": True,
        },
        sanitize=clean_html,
        blank=True,
        default="",
    )


def keeps_tags(config: Any, shared: dict[str, Any]) -> None:
    """What our own extensions add to the editor's list of tags: nothing, ``TAGS`` says it all."""
