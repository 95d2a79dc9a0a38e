"""The board of translations: every record that a user sees, and how it stands in each language.

It reads how records stand (``TranslationStatus``), never their texts, and asks as much for ten rows
as for a thousand. What waits longest stands first, and of that what the user may change.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import F, Min, Model, Q, QuerySet
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial.accounts.models import User
from editorial.accounts.requests import StaffRequest
from editorial.backoffice.board_rows import naming_of, rows
from editorial.backoffice.waiting import ANY_WORK, BY_AGE, COUNTED, Total, statuses_in, totals
from editorial.finding.matching import is_named
from editorial.finding.searched import Found
from editorial.finding.sought import sought
from editorial.history.page_sizes import LINES
from editorial.languages import (
    BY_CODE,
    CHOICES,
    LANGUAGES,
    Language,
    columns,
)
from editorial.records.scope import is_row, office_model, row_link, visible
from editorial.translations.ledger import State, kind_of
from editorial.translations.models import TranslationStatus
from editorial.translations.states import Told
from editorial.translations.translated import translated_models
from editorial.translations.writable import WritableTexts

STATES: list[tuple[str, Promise | str]] = [
    ("", _("all states")),
    (ANY_WORK, _("needs work")),
    *((state.value, state.label) for state in (*COUNTED, State.NOT_DUE)),
]


def state_is(state: str) -> Q:
    """The condition that a record has a text in ``state``, or work of any kind where it waits."""
    if state == ANY_WORK:
        return Q(since__isnull=False)
    if state in (State.CURRENT, State.NOT_DUE):
        return Q(worst=state)
    return Q(**{f"{state}__gt": 0}) if state else Q()


def named(model: type[Model], word: str, path: str = "") -> Q:
    """That the record at ``path`` has ``word`` in a name; rows have their record's."""
    if issubclass(model, Found):
        asked = sought(word)
        return is_named(model, asked, path) if asked else Q(pk__in=[])
    found = Q()
    for column in columns(naming_of(model)):
        found |= Q(**{f"{path}{column}__icontains": word})
    if is_row(model):
        link = row_link(model)
        found |= named(link.related_model, word, f"{path}{link.name}__")
    return found


class BoardForm(forms.Form):
    """What to show. What is not understood is not looked for, and says so.

    The languages are at first those in which the user may write. They choose the order, and in
    which of them a state is looked for; all five are shown.
    """

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    office = forms.ModelChoiceField(
        User.objects.none(), label=_("Office"), required=False, empty_label=_("all offices")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    language = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, request: StaffRequest, own: Iterable[Language]) -> None:
        data = request.GET.copy()
        if "language" not in data:
            data.setlist("language", [language.code for language in own])
        super().__init__(data)
        kinds = [
            (kind_of(model), str(capfirst(model._meta.verbose_name_plural)))
            for model in translated_models()
        ]
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", gettext("everything")), *sorted(kinds, key=by_name)]
        fields["office"].queryset = visible(office_model(), request.user)
        self.is_valid()

    def chosen(self, name: str) -> Any:
        """What is looked for; nothing where that was not understood."""
        return self.cleaned_data.get(name) or ""

    def languages(self) -> list[Language]:
        """The languages that count: all five where none is chosen."""
        codes = self.cleaned_data.get("language") or list(BY_CODE)
        return [language for language in LANGUAGES if language.code in codes]


def by_name(choice: tuple[str, str]) -> str:
    return choice[1]


class Board:
    """What a user sees of the board under a filter, which an address carries."""

    def __init__(self, request: StaffRequest) -> None:
        self.request = request
        self.writable = WritableTexts(request)
        self.form = BoardForm(request, self.writable.languages())

    @property
    def query(self) -> str:
        """The filter as the end of an address."""
        given = self.request.GET.copy()
        for name in [*given]:
            if name not in self.form.fields:
                del given[name]
        return f"?{given.urlencode()}" if given else ""

    def records(self) -> Iterator[QuerySet]:
        """The records that the filter leaves, kind by kind."""
        kind, office = self.form.chosen("kind"), self.form.chosen("office")
        for model in translated_models():
            if (kind and kind != kind_of(model)) or (office and not model.office_path):
                continue
            found = visible(model, self.request.user).order_by()
            if office:
                found = found.filter(**{model.office_path: office.pk})
            for word in self.form.chosen("q").split():
                found = found.filter(named(model, word))
            yield found

    @cached_property
    def standings(self) -> QuerySet[TranslationStatus]:
        """How the records that the filter leaves stand, in all languages and states."""
        return statuses_in(self.records())

    @cached_property
    def matching(self) -> QuerySet[TranslationStatus]:
        """Those of them in the chosen languages and state."""
        codes = [language.code for language in self.form.languages()]
        state = state_is(self.form.chosen("state"))
        return self.standings.filter(state, language__in=codes)

    def keys(self) -> QuerySet:
        """Kind and key of each record, the order of the board."""
        theirs = Q(kind__in=self.writable.kinds())
        return (
            self.matching.values("kind", "key")
            .annotate(mine=Min("since", filter=theirs), oldest=Min("since"))
            .order_by(F("mine").asc(nulls_last=True), F("oldest").asc(nulls_last=True), *BY_AGE[1:])
        )

    def count(self) -> int:
        """How many records there are. Each stands in every language, so that one tells for all."""
        if not self.form.chosen("state"):
            return self.matching.filter(language=self.form.languages()[0].code).count()
        return self.matching.values("kind", "key").distinct().count()

    def page(self, number: str | None) -> Page:
        page = BoardPaginator(self).get_page(number)
        page.object_list = rows(page.object_list, self.query)
        return page

    def totals(self) -> list[Total]:
        """How many texts of the records are in each state, language by language."""
        return totals(self.standings)

    def due(self, language: Language) -> QuerySet[TranslationStatus]:
        """What the user may do in ``language`` under this filter, in the order of the board."""
        state = state_is(self.form.chosen("state") or ANY_WORK)
        mine = self.standings.filter(self.writable.find_statuses(), state, language=language.code)
        return mine.order_by(*BY_AGE)

    def next_after(self, standing: TranslationStatus) -> TranslationStatus | None:
        """The next record to work on after one that stands so; the first again after the last."""
        due = self.due(BY_CODE[standing.language]).exclude(pk=standing.pk)
        return due.filter(later_than(standing)).first() or due.first()


class BoardPaginator(Paginator):
    """Pages of kinds and keys, counted as cheaply as the board can."""

    def __init__(self, board: Board) -> None:
        super().__init__(board.keys(), LINES)
        self.board = board

    @cached_property
    def count(self) -> int:
        return self.board.count()


def later_than(standing: TranslationStatus) -> Q:
    """The condition of what follows ``standing`` in the order of age."""
    behind = Q(kind__gt=standing.kind) | Q(kind=standing.kind, key__gt=standing.key)
    if standing.since is None:
        return Q(since=None) & behind
    return Q(since=None) | Q(since__gt=standing.since) | Q(since=standing.since) & behind


@require_safe
def board(request: StaffRequest, shared: dict[str, Any]) -> TemplateResponse:
    """A page of the board."""
    if not shared["available_apps"]:
        raise PermissionDenied
    found = Board(request)
    context = {
        "title": gettext("Translations"),
        "subtitle": None,
        "form": found.form,
        "totals": found.totals(),
        "states": [(Told(state).mark, state.label) for state in COUNTED],
        "languages": LANGUAGES,
        "page": found.page(request.GET.get("p")),
    }
    return TemplateResponse(request, "editorial/backoffice/board.html", shared | context)
