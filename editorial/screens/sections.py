"""The sections of a form by name, what is wrong in each, and what a complete record still lacks."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.languages import column, source_of
from editorial.records.completeness import Need, is_translated, needs_of

#: The class of the fieldsets that hold one language each, which stand as tabs under one name.
LANGUAGE = "language"


class FormSection(NamedTuple):
    """A section: the id where it begins, what it is called, its errors, and what it lacks."""

    anchor: str
    called: str
    errors: int
    lacks: list[str]


def sections_when_shown(context: dict[str, Any]) -> Any:
    """The sections, read when the page is made: until then the form takes what is proposed."""
    inlines = context["inline_admin_formsets"]
    return SimpleLazyObject(lambda: sections_of(context["adminform"], inlines))


def sections_of(adminform: Any, inlines: Iterable[Any]) -> list[FormSection]:
    """The sections of a form and its rows, in the order of the page."""
    form = adminform.form
    record, found = form.instance, [*fieldset_sections(adminform)]
    for inline in inlines:
        formset = inline.formset
        errors = sum(len(row.errors) for row in formset.forms) + len(formset.non_form_errors())
        lacks = lacking_rows(record, formset) if record.pk else []
        name = str(capfirst(inline.opts.verbose_name_plural))
        found.append(FormSection(f"{formset.prefix}-group", name, errors, lacks))
    return found


def fieldset_sections(adminform: Any) -> Iterator[FormSection]:
    form, texts = adminform.form, list[str]()
    named: list[tuple[str, str, list[str]]] = []
    for number, fieldset in enumerate(adminform):
        names = [bound.field.name for line in fieldset for bound in line if is_field(bound)]
        anchor = f"fieldset-0-{number}-heading"
        if LANGUAGE in fieldset.classes.split():
            if not texts:  # the script of the tabs gives its name to their strip
                named.append((anchor, gettext("Texts in each language"), texts))
            texts += names
        elif fieldset.name:
            named.append((anchor, str(fieldset.name), names))
    for anchor, name, names in named:
        errors = sum(len(form.errors.get(field, ())) for field in names)
        yield FormSection(anchor, name, errors, lacking_fields(form, names))


def is_field(bound: Any) -> bool:
    """Whether it is a field of the form, and not a value that is only shown."""
    return not getattr(bound, "is_readonly", False)


def lacking_fields(form: Any, names: list[str]) -> list[str]:
    """What a complete record has and this one has not, of the fields in a section."""
    record = form.instance
    if not record.pk:
        return []
    found = [(need, field_of(need, record)) for need in needs_of(type(record))]
    return [
        need.caption(type(record))
        for need, field in found
        if field in names and not form[field].value()
    ]


def field_of(need: Need, record: Any) -> str:
    """The field that fills a need: of a text the one in the language of the record."""
    is_text = is_translated(type(record), need.name)
    return column(need.name, source_of(record)) if is_text else need.name


def lacking_rows(record: Any, formset: Any) -> list[str]:
    """The name of rows that a complete record has, where this one has none."""
    link = getattr(formset, "fk", None)
    accessor = link.remote_field.get_accessor_name() if link else ""
    needed = (need for need in needs_of(type(record)) if need.name == accessor)
    return [need.caption(type(record)) for need in needed if not formset.initial_forms]
