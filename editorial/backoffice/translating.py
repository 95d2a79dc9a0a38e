"""The translator's view: a record in two languages beside each other, text by text.

Its form is the one of the record's own screen, with the columns of one language alone: so it
merges, confirms, refuses and cleans as that does, and reaches as far.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from js_asset import Media

from editorial.accounts.requests import StaffRequest
from editorial.backoffice.board import Board
from editorial.backoffice.board_rows import Cell, name_of, view_address
from editorial.history.asking import reasons_kept
from editorial.history.sent_fields import SentField
from editorial.history.writing import lock, touch
from editorial.languages import (
    BY_CODE,
    LANGUAGES,
    Language,
    own_text,
    source_of,
)
from editorial.proposals.keeping import Origin, proposing
from editorial.records.scope import visible
from editorial.screens.presence import forget_unsaved, unsaved_key
from editorial.screens.publications import PublicationAdmin
from editorial.screens.scoped import tell_merged
from editorial.texts.differences import is_rich
from editorial.translations.concluding import conclude
from editorial.translations.confirming import DOUBTFUL, ConfirmingForm
from editorial.translations.converted_texts import converted_texts_of
from editorial.translations.doors import Door
from editorial.translations.glossary import Glossary, Hit, glossary
from editorial.translations.hints import hints
from editorial.translations.ledger import Entry, State, entries, kind_of, statuses_of
from editorial.translations.models import ConvertedText, TranslationStatus
from editorial.translations.remarks import remark
from editorial.translations.states import SourceChange, Told, source_changes
from editorial.translations.translated import Translated, translated_models

#: The names of the buttons that lead on to the next record.
ON, CONFIRM_ALL = "_on", "_confirm_all"


class TranslationForm(ConfirmingForm):
    """The texts of a record in one language; a button vouches for all that were not changed.

    What is to be said of a text stands beside its source here, and not with its field.
    """

    bound_field_class = SentField

    def _is_ticked(self, entry: Entry) -> bool:
        is_all = CONFIRM_ALL in self.data and not self._is_rewritten(entry)
        return is_all or super()._is_ticked(entry)

    def beside_texts(self) -> list[Any]:
        """What the form of the record asks for beside its texts, such as a reason."""
        return [bound for bound in self.visible_fields() if bound.html_name not in self.ledger]


def translation_form(door: Door, obj: Translated, names: list[str]) -> type[TranslationForm]:
    """The form of the record's own screen, with the columns ``names`` alone."""
    return type("TranslationForm", (TranslationForm, door.form_class(obj, names)), {})


@dataclass(frozen=True)
class Side:
    """A text of the record: its source, what is written in the other language, and about both."""

    entry: Entry
    origin: Language
    bound: Any
    #: The name of the box that confirms it, where there is anything to confirm.
    box: str
    change: SourceChange | None
    #: What was converted from the other Chinese script, and waits for review.
    converted: ConvertedText | None
    terms: Glossary
    references: list[tuple[Language, str]]

    @property
    def caption(self) -> str:
        return str(capfirst(self.entry.field.verbose_name))

    @property
    def is_rich(self) -> bool:
        return is_rich(self.entry.field)

    @property
    def converted_from(self) -> Language | None:
        """The language of the other script, in which the converted text was."""
        return BY_CODE[self.converted.origin] if self.converted else None

    @property
    def state(self) -> Told:
        return Told(self.entry.state)

    @property
    def words(self) -> str:
        """The state of this text, without a number."""
        return str(self.entry.state.label)

    @property
    def is_ticked(self) -> bool:
        """Whether the box was ticked in a form that comes back."""
        return self.box in self.bound.form.data

    @property
    def text(self) -> str:
        """The translation as the page shows it, which may have been sent and not saved."""
        return (self.bound.value() if self.bound else self.entry.text) or ""

    @property
    def most(self) -> int | None:
        """How many characters fit."""
        return self.entry.field.max_length

    @property
    def left(self) -> int:
        return (self.most or 0) - len(self.text)

    @property
    def wanted(self) -> list[Hit]:
        """The terms of the source that the glossary has in the other language, each once."""
        found = self.terms.hits(self.entry.source, self.origin, self.entry.language)
        return list({hit.wanted: hit for hit in reversed(found) if hit.wanted}.values())[::-1]

    @property
    def hints(self) -> list[str]:
        languages = (self.origin, self.entry.language)
        return hints(self.entry.field, self.entry.source, self.text, languages, self.terms)


class Translating:
    """A record before a translator, in one language."""

    def __init__(self, request, obj: Translated, language: Language) -> None:
        self.request, self.obj, self.language = request, obj, language
        self.door = Door(type(obj), request)
        self.owner = self.door.owner(obj)
        self.origin = source_of(obj)
        self.board = Board(request)
        self.entries = [entry for entry in entries(obj) if entry.language == language]
        self.standing = statuses_of(obj).get(language.code) or TranslationStatus(
            kind=kind_of(obj), key=obj.pk, language=language.code, worst=State.NOT_DUE
        )

    @property
    def is_row(self) -> bool:
        return self.owner is not self.obj

    @cached_property
    def is_theirs(self) -> bool:
        return self.language.code in self.door.languages_of(self.obj)

    @property
    def due(self) -> list[Entry]:
        """The texts that there is something to say about, and those that were sent all the same."""
        return [
            entry
            for entry in self.entries
            if entry.source or entry.text or entry.column in self.request.POST
        ]

    @cached_property
    def form(self) -> Any:
        if not self.is_theirs:
            return None
        made = translation_form(self.door, self.obj, [entry.column for entry in self.due])
        form = made(self.request.POST if self.is_sent else None, instance=self.obj)
        first = next((e for e in self.due if e.state in (State.STALE, State.MISSING)), None)
        if first and first.column in form.fields:
            form.fields[first.column].widget.attrs["autofocus"] = True
        return form

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    def sides(self) -> Iterator[Side]:
        terms, converted_texts = glossary(), converted_texts_of(self.obj)
        changes = source_changes([(self.obj, self.entries)])
        for entry in self.due:
            yield Side(
                entry,
                self.origin,
                self.form[entry.column] if self.form else None,
                self.form.box_of(entry.column) if self.form and entry.state in DOUBTFUL else "",
                changes.get((self.obj.pk, entry.column)),
                converted_texts.get(entry.column),
                terms,
                [*self.references(entry)],
            )

    def references(self, entry: Entry) -> Iterator[tuple[Language, str]]:
        """What the text says in languages that are neither its own nor its source's."""
        for language in LANGUAGES:
            text = own_text(self.obj, entry.field.name, language)
            if text and language not in (self.origin, self.language):
                yield language, text

    def save(self) -> None:
        """Store it as a save of the record's form does.

        A confirmation without a text change makes no version: it goes into the ledger alone, and
        tells no reader that something changed.
        """
        request, form = self.request, self.form
        if form.changed_data and self.is_row:
            form.save()
            touch(self.owner)
        elif form.changed_data:
            obj = self.door.home.save_form(request, form, change=True)
            self.door.home.save_model(request, obj, form, change=True)
        if form.changed_data:
            text = gettext("“%(name)s” was saved in %(language)s.")
            words = {"name": self.heading, "language": self.language.own_name}
            messages.success(request, text % words)
        tell_merged(request, form.merged)
        remark(request, form, ())
        conclude(request, [form], is_new=False)

    def after(self) -> HttpResponse:
        """Where the translator is led once their work is stored."""
        query = self.board.query
        if ON not in self.request.POST and CONFIRM_ALL not in self.request.POST:
            return HttpResponseRedirect(self.where(self.language))
        if found := self.following:
            where = view_address(found.kind, found.key, found.language, query)
            return HttpResponseRedirect(where)
        messages.info(self.request, gettext("That was the last text of this kind on the board."))
        return HttpResponseRedirect(reverse("admin:translations") + query)

    @cached_property
    def following(self) -> TranslationStatus | None:
        """What is to be worked on next, under the filter of the board that the address carries."""
        return self.board.next_after(self.standing)

    @cached_property
    def heading(self) -> str:
        """The name of the record in the user's language, with that of the one it is a row of."""
        names = [self.obj, self.owner] if self.is_row else [self.obj]
        return " – ".join(str(name_of(one)) for one in names)

    def where(self, language: Language) -> str:
        """The address of this view in a language."""
        return view_address(kind_of(self.obj), self.obj.pk, language.code, self.board.query)

    @property
    def form_address(self) -> str:
        return self.door.home.address("change", self.owner.pk)

    @property
    def page_address(self) -> str:
        """Its page in the language, as staff see it before its time; empty where it has none."""
        if not isinstance(self.door.home, PublicationAdmin):
            return ""
        return self.door.home.address("preview", self.owner.pk, self.language.code)

    def languages(self) -> list[Cell]:
        """The record in the other languages, and how it stands there."""
        found = statuses_of(self.obj)
        return [
            Cell(language, found[code], self.where(language))
            for code, language in BY_CODE.items()
            if code in found
        ]

    @property
    def unsaved_key(self) -> str:
        """The name under which a browser keeps what was typed here and not saved."""
        return unsaved_key(type(self.obj), self.obj, self.request.user, self.language.code)


def context_of(work: Translating) -> dict[str, Any]:
    """Return what the page shows of ``work``."""
    following, query = work.following, work.board.query
    form = work.form
    return {
        "title": gettext("Translate: %s") % work.heading,
        "subtitle": work.language.own_name,
        "work": work,
        "form": form,
        "sides": [*work.sides()],
        "idle": [entry for entry in work.entries if entry not in work.due],
        "media": Media.from_media(form.media, nonce=work.request.csp_nonce) if form else "",
        "languages": work.languages(),
        "board_address": reverse("admin:translations") + query,
        "next_address": following
        and view_address(following.kind, following.key, following.language, query),
        "remaining": work.board.due(work.language).exclude(pk=work.standing.pk).count(),
        "unsaved_key": work.unsaved_key,
        "presence": work.door.home.address("presence", work.owner.pk) if form else "",
        "reasons": reasons_kept([form]),
        "errors": form.errors if form and form.is_bound else None,
    }


def record_at(request: StaffRequest, kind: str, key: int) -> Translated:
    """The record of that kind and key. On a save it is locked first.

    Raises Http404 for what the user does not see.
    """
    model = next((model for model in translated_models() if kind_of(model) == kind), None)
    if model is None:
        raise Http404
    obj = visible(model, request.user).filter(pk=key).first()
    if obj is None:
        raise Http404
    if request.method == "POST":
        lock(model, [obj.pk])
        obj = visible(model, request.user).filter(pk=key).first()
    if obj is None:
        raise Http404
    return obj


@require_http_methods(["GET", "HEAD", "POST"])
def translate(
    request: StaffRequest, shared: dict[str, Any], kind: str, key: int, language: str
) -> HttpResponse:
    """A record in one language; what was sent is stored, and the translator led on."""
    if language not in BY_CODE:
        raise Http404
    with transaction.atomic(), proposing(request, Origin.TRANSLATOR):
        work = Translating(request, record_at(request, kind, key), BY_CODE[language])
        if work.language == work.origin:
            return HttpResponseRedirect(work.form_address)
        if request.method == "POST":
            if not work.is_theirs:
                raise PermissionDenied
            if work.form.is_valid():
                work.save()
                return forget_unsaved(work.after(), work.unsaved_key)
    return TemplateResponse(
        request, "editorial/backoffice/translate.html", shared | context_of(work)
    )
