"""Records that are found: by their names, and some by all that they say."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction

from editorial.finding.filling import forget, keep_names, keep_words
from editorial.finding.matching import found_in, rank_of, with_names
from editorial.finding.names import Name, NamesOf
from editorial.languages import LANGUAGES, own_text
from editorial.texts.searching import search_texts


class Found(models.Model):
    """A record that is found by its names, however it was saved."""

    #: What its names are, which decides how they are compared.
    names_of = NamesOf.THINGS
    #: Whether others have merged into it, by whose names it is found after those who bear them.
    has_parts = False
    #: The translated field that is its name.
    named_in = "name"

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            self.keep_found()

    def delete(self, *args, **kwargs):
        key = self.pk
        with transaction.atomic(savepoint=False):
            done = super().delete(*args, **kwargs)
            forget(self._meta.label_lower, [key])
        return done

    def keep_found(self) -> bool:
        """Store what it is found by as it is now; whether that was something else."""
        return keep_names(self)

    def names_to_find(self) -> Iterable[Name]:
        """Its names in all languages, and whatever else people know it by."""
        for language in LANGUAGES:
            yield Name(own_text(self, self.named_in, language), language.tag)


class Searched(Found):
    """An object that is found by its names, which are short, and by all that it says."""

    #: For the code of version 0.2 alone, which searches in them.
    search_names = models.TextField(editable=False, default="", blank=True)
    search_text = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.search_names, self.search_text = search_texts(*self.searchable())
        super().save(*args, **kwargs)

    def keep_found(self) -> bool:
        return any([super().keep_found(), keep_words(self)])

    def searchable(self) -> tuple[list[str | None], list[str | None]]:
        """The names and the texts that the object is found by."""
        raise NotImplementedError


def found_models() -> list[type[Found]]:
    """The kinds of record that are found by their names."""
    return [model for model in apps.get_models() if issubclass(model, Found)]


class FoundQuerySet(models.QuerySet):
    """Records that are found by their names."""

    def bearing(self, text: str) -> Any:
        """Those that bear ``text`` as a name, or within one."""
        return with_names(self, text)

    def with_rank(self, text: str) -> Any:
        """Annotates ``rank`` (EXACT and so on): how well the names answer to ``text``."""
        return self.annotate(rank=rank_of(self.model, text))


class SearchedQuerySet(FoundQuerySet):
    """Records that are found by all that they say, too."""

    def search(self, text: str) -> Any:
        """Objects of which a name, or some text in any language, answers to each word."""
        return found_in(self, text)
