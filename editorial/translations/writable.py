"""Which texts a user may write: records, each in some languages."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from editorial.accounts.requests import StaffRequest
from editorial.languages import BY_CODE, Language
from editorial.records.scope import office_model, visible
from editorial.translations.doors import Door
from editorial.translations.ledger import kind_of
from editorial.translations.translated import Translated, translated_models


def languages_by_office(request: StaffRequest) -> dict[frozenset[str], list[int]]:
    """The keys of the offices that the user sees, by the languages that they may write in there."""
    screen = Door(office_model(), request).home
    found: dict[frozenset[str], list[int]] = {}
    for office in visible(office_model(), request.user):
        languages = screen.powers(request, office).languages
        found.setdefault(languages, []).append(office.pk)
    return found


class WritableTexts:
    """The texts that a user may write, record by record. This causes one query."""

    def __init__(self, request) -> None:
        self.request = request
        self.offices = languages_by_office(request)

    def by_languages(self, model: type[Translated]) -> Iterator[tuple[frozenset[str], QuerySet]]:
        """The records of ``model`` whose texts the user may change, by languages."""
        records: Any = model._default_manager.all()
        theirs = records.changeable_by(self.request.user).order_by()
        if not model.office_path:
            yield Door(model, self.request).home.powers(self.request).languages, theirs
            return
        for languages, offices in self.offices.items():
            at = {} if len(self.offices) == 1 else {f"{model.office_path}__in": offices}
            yield languages, theirs.filter(**at)

    def kinds(self) -> list[str]:
        """The kinds of record of which the user may change some."""
        return [
            kind_of(model)
            for model in translated_models()
            if any(languages for languages, records in self.by_languages(model))
        ]

    def languages(self) -> list[Language]:
        """The languages in which the user may change something, in the order of the switcher."""
        codes = frozenset[str]().union(
            *(
                languages
                for model in translated_models()
                for languages, _ in self.by_languages(model)
            )
        )
        return [language for code, language in BY_CODE.items() if code in codes]

    def find_statuses(self) -> Q:
        """The condition that a TranslationStatus is of a text that the user may change."""
        found = Q(pk__in=())
        for model in translated_models():
            for languages, records in self.by_languages(model):
                if languages:
                    found |= Q(
                        kind=kind_of(model),
                        language__in=sorted(languages),
                        key__in=records.values("pk"),
                    )
        return found
