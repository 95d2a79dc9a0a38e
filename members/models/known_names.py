"""By which names and texts members are found."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.finding.models import Role
from editorial.finding.names import PINYIN, ZHUYIN, Name, NamesOf
from editorial.finding.searched import Searched
from editorial.languages import active, texts_of
from members.models.places import Place

#: Fields that hold a reading, and the language of each (BCP 47).
READINGS = (("reading_kana", "ja"), ("reading_pinyin", PINYIN), ("reading_zhuyin", ZHUYIN))


class KnownByNames(Searched):
    """A member, by its names in five languages, its official one, readings, and what it says."""

    names_of = NamesOf.PLACES
    has_parts = True

    slug: Any
    official_name: Any
    reading_kana: Any
    other_names: Any
    area: Any
    #: Why a search found it, where that is told.
    hit: Any = None

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Addresses mean one thing by a short name: a member, or a place that contains some."""
        super().clean()
        if Place.objects.filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("This is the short name of a place.")})

    def names_for_reader(self) -> list[Any]:
        """Its other names in the reader's language, and in its area's own, each once.

        A query, unless they were fetched with it.
        """
        tags = {active().code, self.area.default_language, self.area.local_tag}
        found = {one.name: one for one in self.other_names.all() if one.language in tags}
        return list(found.values())

    def searchable(self) -> tuple[list[str | None], list[str | None]]:
        names = [*texts_of(self, ("name",)), self.official_name, self.reading_kana]
        return names, texts_of(self, ("leader_name", "summary", "profile"))

    def names_to_find(self) -> Iterable[Name]:
        yield from super().names_to_find()
        yield Name(self.official_name, "", Role.OFFICIAL)
        for field, language in READINGS:
            yield Name(getattr(self, field), language, Role.READING)
        if self.pk:
            yield from (other.name_to_find() for other in self.other_names.all())
