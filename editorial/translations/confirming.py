"""Confirming: what a form shows of the ledger, and what its sender says of the translations.

A sender may confirm that texts still say what their source says, all of a language or one by one.
Who changes a source and its translations in one save is asked once which source these render.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.formsets import DELETION_FIELD_NAME
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.history.merging import MergeFormSet
from editorial.history.sent_fields import SentField
from editorial.languages import (
    LANGUAGES,
    Language,
    converted_from,
    source_of,
)
from editorial.languages.punctuation import join_list
from editorial.translations.ledger import (
    Entry,
    State,
    entries_of,
)
from editorial.translations.sent_texts import SentTextsForm
from editorial.translations.states import SourceChange, Told, source_changes, told_of_entries
from editorial.translations.translated import Translated

#: Behind the name of a field, or before the code of a language: the wish to confirm it.
CONFIRM = "confirm"
#: Before the code of a language: which source the texts render that changed together with theirs.
MEANING = "meaning"
THE_NEW, THE_OLD = "new", "old"
#: States of texts that somebody can vouch for.
DOUBTFUL = (State.STALE, State.CONVERTED)

Ledger = dict[str, Entry]


class VouchedField(SentField):
    """A field of a form; where its text should be looked at, it says why and takes a word on it."""

    form: "ConfirmingForm"

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        html = super().as_widget(widget, attrs, only_initial)
        is_shown = widget is None and not only_initial
        note = self.form.note_on(self.name) if is_shown else ""
        return format_html('<div class="vouched">{}{}</div>', html, note) if note else html


class ConfirmingForm(SentTextsForm):
    """A form that knows how its texts stand to their sources, and hears what is said of them."""

    bound_field_class: type[BoundField] = VouchedField
    #: The rows among which this form is one: their ledger is read at once.
    rows: "ConfirmingFormSet | None" = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        #: What the sender vouched for; what they could not, since others changed it meanwhile;
        #: what they wrote for a source that others changed meanwhile; what they have to explain.
        self.confirmed: list[Entry] = []
        self.unseen: list[Entry] = []
        self.overtaken: list[Entry] = []
        self.asked: list[Entry] = []

    @cached_property
    def ledger(self) -> Ledger:
        """The texts as they are stored, by column; none of a new record."""
        if self.rows is not None:
            return self.rows.ledgers.get(self.instance.pk, {})
        return ledgers_of([self.instance]).get(self.instance.pk, {})

    @cached_property
    def _changes(self) -> dict[tuple[int, str], SourceChange]:
        if self.rows is not None:
            return self.rows.changes
        return source_changes([(self.instance, self.ledger.values())])

    def clean(self):
        found = self.ledger  # as it is stored: the record takes the sender's values after this
        data = super().clean()
        is_kept = self.gone is None and not self.cleaned_data.get(DELETION_FIELD_NAME)
        if found and is_kept:
            self._hear([entry for entry in found.values() if self._is_open(entry)])
        return data

    def _is_open(self, entry: Entry) -> bool:
        """Whether the text is the sender's to change. A version that is restored says nothing."""
        field = self.fields.get(entry.column)
        return field is not None and not field.disabled

    def _hear(self, found: list[Entry]) -> None:
        """Take what is said of the texts, and ask for what is not."""
        said = [entry for entry in found if self._is_ticked(entry) and entry.state in DOUBTFUL]
        self.confirmed = [entry for entry in said if self._is_seen(entry)]
        self.unseen = [entry for entry in said if entry not in self.confirmed]
        source_stays = self.cleaned_data.get("source_language", self._origin.code)
        if source_stays == self._origin.code:
            others = [entry for entry in found if entry not in self.confirmed]
            self.overtaken = [entry for entry in others if self._is_overtaken(entry)]
            self.asked = [entry for entry in others if self._is_ambiguous(entry)]
        answers = {entry.column: self._answer(entry) for entry in self.asked}
        if "" in answers.values():
            self.add_error(
                None, ValidationError(gettext("Answer the question at the top."), MEANING)
            )
        obj = self.instance
        obj.confirmed = frozenset(entry.column for entry in self.confirmed)
        obj.left_behind = frozenset(name for name, said in answers.items() if said == THE_OLD)
        obj.renders = {entry.column: self._rendered(entry) for entry in self.overtaken}

    def _is_ticked(self, entry: Entry) -> bool:
        names = (self.box_of(entry.column), self.box_for(entry.language))
        return any(name in self.data for name in names)

    def box_of(self, name: str) -> str:
        """The name of the box that confirms one text."""
        return f"{self.add_prefix(name)}-{CONFIRM}"

    def box_for(self, language: Language) -> str:
        """The name of the box that confirms all texts of the record in a language."""
        return self.add_prefix(f"{CONFIRM}-{language.code}")

    def _answer(self, entry: Entry) -> str:
        said = self.data.get(meaning_of(entry.language), "")
        return said if said in (THE_NEW, THE_OLD) else ""

    def note_on(self, name: str) -> SafeString | str:
        """What is to be said beside the field of a text that should be looked at."""
        entry = self.ledger.get(name)
        if entry is None or entry.state not in DOUBTFUL or not self._is_open(entry):
            return ""
        context = {
            "entry": entry,
            "caption": name_of(entry),
            "change": self._changes.get((self.instance.pk, name)),
            "converted_from": other_script(entry) if entry.is_unreviewed else "",
            "box": "" if self._is_alone(entry) else self.box_of(name),
            "is_ticked": self.box_of(name) in self.data,
        }
        return render_to_string("editorial/translations/vouching.html", context)

    def _is_alone(self, entry: Entry) -> bool:
        """Whether the box of the language confirms this text and no other."""
        return self.rows is None and len(self.doubtful(entry.language)) == 1

    def doubtful(self, language: Language) -> list[Entry]:
        """The texts in ``language`` that the user may vouch for."""
        return [
            entry
            for entry in self.ledger.values()
            if entry.language == language and entry.state in DOUBTFUL and self._is_open(entry)
        ]


class ConfirmingFormSet(MergeFormSet):
    """Rows with translated texts."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.rows = self
        return form

    @cached_property
    def ledgers(self) -> dict[int, Ledger]:
        return ledgers_of(form.instance for form in self.initial_forms)

    @cached_property
    def changes(self) -> dict[tuple[int, str], SourceChange]:
        records = {form.instance.pk: form.instance for form in self.initial_forms}
        return source_changes(
            (records[key], ledger.values()) for key, ledger in self.ledgers.items()
        )


def ledgers_of(records: Iterable[Any]) -> dict[int, Ledger]:
    """The texts of stored records of one kind, by key and column. This causes one query."""
    stored = [obj for obj in records if obj.pk and isinstance(obj, Translated)]
    found = entries_of(stored)
    return {key: {entry.column: entry for entry in texts} for key, texts in found.items()}


def meaning_of(language: Language) -> str:
    """The name of the choice between the new source and the old one."""
    return f"{MEANING}-{language.code}"


def name_of(entry: Entry) -> str:
    return str(capfirst(entry.field.verbose_name))


def other_script(entry: Entry) -> str:
    """The language that a converted text came from, in the user's."""
    return gettext(converted_from(entry.language).english_name)


class Heading(str):
    """The name of a language above its texts; printed, it says how they stand."""

    language: Language
    states: list[Told]

    def __html__(self) -> SafeString:
        context = {"language": self.language, "states": self.states}
        return render_to_string("editorial/translations/tab_heading.html", context)


def with_states(fieldsets: Iterable[tuple[Any, dict]], form: Any) -> Iterator[tuple[Any, dict]]:
    """The fieldsets of a form; each language says how its texts stand, and can be confirmed."""
    states = told_of_entries(form.ledger.values(), source_of(form.instance)) if form.ledger else {}
    languages = {language.own_name: language for language in LANGUAGES}
    for name, options in fieldsets:
        language = languages.get(str(name))
        if language is None or language.code not in states:
            yield name, options
            continue
        heading = Heading(name)
        heading.language, heading.states = language, states[language.code]
        yield heading, {**options, "description": box_for(form, language)}


def box_for(form: ConfirmingForm, language: Language) -> str:
    """The box that confirms all that is doubtful in a language, if anything is."""
    found = form.doubtful(language)
    if not found:
        return ""
    name = form.box_for(language)
    context = {
        "box": name,
        "is_ticked": name in form.data,
        "language": language,
        "names": join_list(map(name_of, found)),
    }
    return render_to_string("editorial/translations/tab_box.html", context)
