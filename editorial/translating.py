"""The translator's view: a record in two languages beside each other, text by text.

Its form is the one of the record's own screen, with the columns of one language alone: so it
merges, refuses and cleans as that does, and reaches as far. To it come boxes by which a translator
says that a text still renders its source. What rendered a source that somebody has changed
meanwhile is asked about first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from js_asset import Media

from editorial.admin import tell_merged
from editorial.board import MARKS, Board, Cell, naming_of, view_address
from editorial.chronicle import visible
from editorial.differences import Piece, in_words, is_rich, pieces
from editorial.glossary import Glossary, Hit, glossary
from editorial.hints import hints
from editorial.languages import (
    BY_CODE,
    LANGUAGES,
    Language,
    own_text,
    source_of,
    text_in,
)
from editorial.ledger import (
    Entry,
    Translated,
    digest,
    enter,
    entries,
    kind_of,
    source_then,
    standing_of,
    translated_models,
)
from editorial.merging import SEEN, MergeForm
from editorial.models import Standing
from editorial.presence import forgetting
from editorial.reach import Desk, desk_of
from editorial.remarks import remark

State = Standing.State

#: Behind the name of a column: the box that says it is still right, and the version of the source
#: that was shown when it was not the one that the text had been written for.
CONFIRM, RENDERS = "confirm", "renders"
#: The names of the buttons.
ON, CONFIRM_ALL = "_on", "_confirm_all"


class ConfirmField(forms.BooleanField):
    """A translator's word for a text: no field of the record, and never a change to it."""

    def has_changed(self, initial, data) -> bool:
        return False


class TranslationForm(MergeForm):
    """The texts of a record in one language, with a box for each that waits for a word."""

    entries: list[Entry]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.confirmed: frozenset[str] = frozenset()
        for entry in self._own_entries():
            if entry.state in (State.STALE, State.CONVERTED):
                self.fields[box_of(entry)] = ConfirmField(required=False, label=box_label(entry))

    def beside_texts(self) -> list[Any]:
        """What the form of the record asks for beside its texts, such as a reason."""
        known = {name for entry in self.entries for name in (entry.column, box_of(entry))}
        return [bound for bound in self.visible_fields() if bound.html_name not in known]

    def _own_entries(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.column in self.fields)

    def clean(self):
        sent = {entry.column: self.cleaned_data.get(entry.column) for entry in self._own_entries()}
        data = super().clean()
        self.confirmed = frozenset(self._confirmed(sent))
        for entry in self._own_entries():
            is_said = entry.column in {*self.changed_data, *self.confirmed}
            if is_said and entry.source and self._source_moved(entry):
                self._ask_again(entry)
        return data

    def _confirmed(self, sent: dict[str, Any]) -> Iterator[str]:
        """The texts that their sender vouches for, as they saw them. Theirs of others are not."""
        is_all = CONFIRM_ALL in self.data
        for entry in self._own_entries():
            box = self.fields.get(box_of(entry))
            is_ticked = is_all or self.cleaned_data.get(box_of(entry))
            is_theirs = self.cleaned_data.get(entry.column) != sent[entry.column]
            if box and is_ticked and not is_theirs and entry.column not in self.changed_data:
                yield entry.column

    def _source_moved(self, entry: Entry) -> bool:
        """Whether the source is not any more what its sender saw beside the text."""
        shown = self.data.get(f"{entry.column}-{RENDERS}") or self.cleaned_data.get(SEEN)
        if str(shown) == str(self.instance.version):
            return False
        return digest(entry.field, self._source_at(entry, shown) or "") != entry.source_digest

    def _source_at(self, entry: Entry, number: Any) -> str | None:
        version = self._version(number)
        return version and own_text(version, entry.field.name, source_of(version))

    def _ask_again(self, entry: Entry) -> None:
        """Show what has become of the source. To save then is a decision."""
        then = self._source_at(entry, self.cleaned_data.get(SEEN)) or ""
        context = {
            "pieces": pieces(in_words(entry.field, then), in_words(entry.field, entry.source)),
            "tag": source_of(self.instance).tag,
            "name": f"{entry.column}-{RENDERS}",
            "version": self.instance.version,
        }
        error = render_to_string("editorial/source_moved.html", context)
        self.add_error(entry.column, ValidationError(error, code="conflict"))


def box_of(entry: Entry) -> str:
    return f"{entry.column}-{CONFIRM}"


def box_label(entry: Entry) -> str:
    if entry.state == State.CONVERTED:
        return gettext("Reviewed, and right")
    return gettext("Still right")


def translation_form(desk: Desk, found: list[Entry], names: list[str]) -> Any:
    """The form of the record's own screen, with the columns ``names`` and boxes for them."""
    own = desk.form_class(names)
    return type("TranslationForm", (TranslationForm, own), {"entries": found})


@dataclass(frozen=True)
class Side:
    """A text of the record: its source, what is written in the other language, and about both."""

    entry: Entry
    origin: Language
    bound: Any
    box: Any
    then: str | None
    terms: Glossary
    references: list[tuple[Language, str]]

    @property
    def caption(self) -> str:
        return str(capfirst(self.entry.field.verbose_name))

    @property
    def is_rich(self) -> bool:
        return is_rich(self.entry.field)

    @property
    def mark(self) -> str:
        return MARKS[self.entry.state]

    @property
    def words(self) -> str:
        return str(self.entry.state.label)

    @property
    def text(self) -> str:
        """The translation as the page shows it, which may have been sent and not saved."""
        return (self.bound.value() if self.bound else self.entry.text) or ""

    @cached_property
    def pieces(self) -> list[Piece]:
        """What became of the source since the text was written for it; nothing if unknown."""
        if self.then is None:
            return []
        return pieces(*(in_words(self.entry.field, one) for one in (self.then, self.entry.source)))

    @property
    def is_incomparable(self) -> bool:
        """Whether the text is stale and no version holds the source that it was written for."""
        return self.entry.state == State.STALE and self.then is None

    @property
    def confirming(self) -> str:
        """What a tick in the box says."""
        return str(self.box.label)

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
        self.desk = desk_of(request, obj)
        self.origin = source_of(obj)
        self.board = Board(request)
        self.entries = [entry for entry in entries(obj) if entry.language == language]
        self.standing = standing_of(obj).get(language.code) or Standing(
            kind=kind_of(obj), key=obj.pk, language=language.code, worst=State.NOT_DUE
        )

    @cached_property
    def is_theirs(self) -> bool:
        return self.language.code in self.desk.languages

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
        names = [entry.column for entry in self.due]
        made = translation_form(self.desk, self.entries, names)
        form = made(self.request.POST if self.is_sent else None, instance=self.obj)
        first = next((e for e in self.due if e.state in (State.STALE, State.MISSING)), None)
        if first and first.column in form.fields:
            form.fields[first.column].widget.attrs["autofocus"] = True
        return form

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    def sides(self) -> Iterator[Side]:
        terms = glossary()
        for entry in self.due:
            bound = self.form[entry.column] if self.form else None
            has_box = self.form and box_of(entry) in self.form.fields
            yield Side(
                entry,
                self.origin,
                bound,
                self.form[box_of(entry)] if has_box else None,
                source_then(self.obj, entry) if entry.state == State.STALE else None,
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
        """Store it as a save of the record's form does; a word alone goes into the ledger only.

        So a confirmation neither makes a version nor tells readers that something changed.
        """
        form, obj = self.form, self.form.instance
        obj.confirmed = form.confirmed
        if form.changed_data and self.desk.is_row:
            form.save()
            self.desk.owner.save()  # its rows are part of it: it was updated today
        elif form.changed_data:
            self.desk.screen.save_form(self.request, form, change=True)
            self.desk.screen.save_model(self.request, obj, form, change=True)
        elif form.confirmed:
            enter(obj)
        tell_merged(self.request, form.merged)
        remark(self.request, form, ())

    def say_saved(self) -> None:
        """Say what was stored; nothing where nothing was."""
        words = {"name": self.heading, "language": self.language.own_name}
        if self.form.changed_data:
            messages.success(self.request, gettext("“%(name)s” was saved in %(language)s.") % words)
        elif self.form.confirmed:
            text = gettext("“%(name)s” was confirmed in %(language)s.")
            messages.success(self.request, text % words)

    def after(self) -> HttpResponse:
        """Where the translator is led once their work is stored."""
        query = self.board.query
        if ON not in self.request.POST and CONFIRM_ALL not in self.request.POST:
            return HttpResponseRedirect(self.where(self.language))
        if found := self.following:
            where = view_address(found.kind, found.key, found.language, query)
            return HttpResponseRedirect(where)
        messages.info(self.request, gettext("That was the last of this work on the board."))
        return HttpResponseRedirect(reverse("admin:translations") + query)

    @cached_property
    def following(self) -> Standing | None:
        """What is to be worked on next, under the filter of the board that the address carries."""
        return self.board.next_after(self.standing)

    @cached_property
    def heading(self) -> str:
        """The name of the record in the user's language, with that of the one it is a row of."""
        names = [self.obj, self.desk.owner] if self.desk.is_row else [self.obj]
        return " – ".join(str(text_in(one, naming_of(type(one)))) for one in names)

    def where(self, language: Language) -> str:
        """The address of this view in a language."""
        return view_address(kind_of(self.obj), self.obj.pk, language.code, self.board.query)

    @property
    def form_address(self) -> str:
        return self.desk.home.address("change", self.desk.owner.pk)

    @property
    def page_address(self) -> str:
        """Its page in the language, as staff see it before its time; empty where it has none."""
        if not hasattr(self.desk.home, "preview"):
            return ""
        return self.desk.home.address("preview", self.desk.owner.pk, self.language.code)

    def context(self) -> dict[str, Any]:
        following, query = self.following, self.board.query
        form = self.form
        return {
            "title": gettext("Translate: %s") % self.heading,
            "subtitle": self.language.own_name,
            "work": self,
            "form": form,
            "sides": [*self.sides()],
            "idle": [entry for entry in self.entries if entry not in self.due],
            "media": Media.from_media(form.media, nonce=self.request.csp_nonce) if form else "",
            "languages": self.languages(),
            "board_address": reverse("admin:translations") + query,
            "next_address": following
            and view_address(following.kind, following.key, following.language, query),
            "remaining": self.board.due(self.language).exclude(pk=self.standing.pk).count(),
            "draft_key": self.draft_key,
            "presence": self.desk.home.address("presence", self.desk.owner.pk) if form else "",
            "errors": form.errors if form and form.is_bound else None,
        }

    def languages(self) -> list[Cell]:
        """The record in the other languages, and how it stands there."""
        found = standing_of(self.obj)
        return [
            Cell(language, found[code], self.where(language))
            for code, language in BY_CODE.items()
            if code in found
        ]

    @property
    def draft_key(self) -> str:
        """The name under which a browser keeps what was typed here and not saved."""
        return (
            f"draft:{kind_of(self.obj)}:{self.obj.pk}:{self.language.code}:{self.request.user.pk}"
        )


def record_at(request, kind: str, key: int) -> Translated:
    """The record of that kind and key. On a save it is locked first, after the one it is a row of.

    Raises Http404 for what the user does not see.
    """
    model = next((model for model in translated_models() if kind_of(model) == kind), None)
    if model is None:
        raise Http404
    obj = visible(model, request.user).filter(pk=key).first()
    if obj is None:
        raise Http404
    if request.method == "POST":
        for one in dict.fromkeys((desk_of(request, obj).owner, obj)):
            list(type(one)._base_manager.select_for_update().filter(pk=one.pk).values("pk"))
        obj = visible(model, request.user).filter(pk=key).first()
    if obj is None:
        raise Http404
    return obj


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request, kind: str, key: int, code: str, shared: dict[str, Any]) -> HttpResponse:
    """A record in one language; what was sent is stored, and the translator led on."""
    language = BY_CODE.get(code)
    if language is None:
        raise Http404
    with transaction.atomic():
        work = Translating(request, record_at(request, kind, key), language)
        if language == work.origin:
            return HttpResponseRedirect(work.form_address)
        if request.method == "POST":
            if not work.is_theirs:
                raise PermissionDenied
            if work.form.is_valid():
                work.save()
                work.say_saved()
                response = work.after()
                return forgetting(response, work.draft_key)
    return TemplateResponse(request, "editorial/translate.html", shared | work.context())
