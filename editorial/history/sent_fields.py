"""What the browser did not send: it stays as it is stored.

A field may open to its sender while the form is being filled in, as when others make a draft of
what was public. The form that comes back then says nothing of it, which is not to say that it is to
be emptied. A box that is not ticked is not sent either; so beside each such field stands a sign
that the form offered it.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField, ModelForm
from django.utils.functional import cached_property
from django.utils.html import format_html

from editorial.texts.forms import TidiedField

#: Behind the name of a field that sends nothing when nothing is chosen: it was offered.
OPEN = "open"


class SentField(TidiedField):
    """A field that tells whether the browser sent it; if not, it keeps what is stored."""

    form: "SentFieldsForm"

    @property
    def is_silent(self) -> bool:
        """Whether the field sends nothing when nothing is chosen, as boxes to tick."""
        nothing: Any = {}
        return not self.field.widget.value_omitted_from_data(nothing, nothing, self.html_name)

    @property
    def sign(self) -> str:
        """The name of the sign that says that the form offered the field."""
        return f"{self.html_name}-{OPEN}"

    @property
    def is_sent(self) -> bool:
        data, files = self.form.data, self.form.files
        if self.is_silent:
            return self.sign in data or self.html_name in data
        return not self.field.widget.value_omitted_from_data(data, files, self.html_name)

    def value(self):
        return self.initial if self.name in self.form.not_sent else super().value()

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        html = super().as_widget(widget, attrs, only_initial)
        if only_initial or not self.is_silent:
            return html
        return format_html('{}<input type="hidden" name="{}" value="1">', html, self.sign)


class SentFieldsForm(ModelForm):
    """A form of a record in which a field that was not sent keeps what is stored."""

    bound_field_class: type[BoundField] = SentField
    #: The names of those fields; none before the form is judged.
    not_sent: frozenset[str] = frozenset()

    def clean(self):
        data = super().clean()
        if self.instance.pk is not None:
            self.not_sent = frozenset(self._unsent())
        for name in self.not_sent:
            self.errors.pop(name, None)  # such as that it must be filled in
            self.cleaned_data[name] = self._stored(name)
        return data

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in self.not_sent]

    def _unsent(self) -> Iterator[str]:
        """The fields of the record that the browser left out. A file never comes back by itself."""
        opts = self.instance._meta
        for stored in (*opts.concrete_fields, *opts.many_to_many):
            bound: Any = self[stored.name] if stored.name in self.fields else None
            if bound and not stored.primary_key and not is_fixed(bound.field) and not bound.is_sent:
                yield stored.name

    def _stored(self, name: str) -> Any:
        """What a field holds; of linked records those that the form offers."""
        value = getattr(self.instance, name)
        if not self.instance._meta.get_field(name).many_to_many:
            return value
        field: Any = self.fields[name]
        return field.queryset.filter(pk__in=value.values_list("pk", flat=True))


def is_fixed(field: forms.Field) -> bool:
    """Whether a field is nobody's to fill in, or is never sent but to be changed."""
    return field.disabled or isinstance(field, forms.FileField | forms.models.InlineForeignKeyField)
