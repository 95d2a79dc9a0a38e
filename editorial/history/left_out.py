"""What a form would leave out of its rich texts: asked once, before it is stored."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from editorial.texts.losses import in_words
from editorial.texts.prose import RichTextFormField, losses

#: Behind the name of a field: the losses that its sender agrees to.
LEAVE = "leave"
#: The code of the error that names them.
LEFT_OUT = "left_out"
#: So many losses of one text are named.
MOST = 12


def ask_what_to_leave(form: Any) -> None:
    """Give each rich text that would lose something an error which says what, and a box.

    A row that somebody deleted meanwhile is asked for first.
    """
    for bound in rich_texts(form) if form.gone is None else ():
        found = losses(bound.data or "")
        box = f"{bound.html_name}-{LEAVE}"
        if found and form.data.get(box) != agreement(found):
            form.add_error(bound.name, loss_error(found, box))


def rich_texts(form: Any) -> Iterator[Any]:
    for name, field in form.fields.items():
        if isinstance(field, RichTextFormField) and not field.disabled:
            yield form[name]


def agreement(found: tuple[Any, ...]) -> str:
    """What a box holds that was ticked for just these losses."""
    return sha256(repr(found).encode()).hexdigest()[:16]


def loss_error(found: tuple[Any, ...], box: str) -> ValidationError:
    """The error that names what would be left out."""
    words = in_words(found)
    context = {"words": words[:MOST], "more": len(words[MOST:]), "box": box}
    error = render_to_string(
        "editorial/history/left_out.html", context | {"agreement": agreement(found)}
    )
    return ValidationError(error, code=LEFT_OUT)
