"""The languages that a story must have before it goes out: together, or each as it is ready.

Together: at its moment nothing goes out while one of them is missing; it waits, and says so to the
desk. Once it is out it stays out, whatever becomes of a translation.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.languages import BY_CODE, LANGUAGES, Language
from editorial.languages.punctuation import join_list
from editorial.records.publication import Publication, PublicationQuerySet
from news.written import is_in

#: What parts the codes of languages in their column.
BETWEEN = ","


def codes_in(written: str) -> list[str]:
    """The codes of languages in a column of them."""
    return [code for code in written.split(BETWEEN) if code]


def in_order(codes: Iterable[str]) -> str:
    """Codes of languages as their column keeps them: in the order of the switcher, each once."""
    named = {*codes}
    return BETWEEN.join(language.code for language in LANGUAGES if language.code in named)


def are_languages(written: str) -> None:
    """Raises ValidationError for a code that is no language of ours."""
    unknown = [code for code in codes_in(written) if code not in BY_CODE]
    if unknown:
        words = _("“%(codes)s” is no language of this site.")
        raise ValidationError(words % {"codes": join_list(unknown)})


class ReleasedQuerySet(PublicationQuerySet):
    def public(self, at: datetime | None = None):
        return super().public(at).filter(waits_for_languages=False)

    def withdrawn(self, at: datetime | None = None):
        return super().withdrawn(at).filter(waits_for_languages=False)

    def waiting(self):
        """Published ones that do not go out, or will not, for want of a language."""
        published = Publication.Status.PUBLISHED
        return self.filter(status=published, waits_for_languages=True)


class Released(Publication):
    """A story that names the languages which it must have."""

    go_out_together = models.BooleanField(
        _("these languages go out together"),
        default=False,
        db_default=False,
        help_text=_(
            "Nothing goes out at its time while one of them has no title. Otherwise each goes out "
            "as it is ready."
        ),
    )
    wanted_languages = models.CharField(
        _("languages that it must have"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        validators=[are_languages],
    )
    #: Whether it does not go out for want of a language: told when it is saved.
    waits_for_languages = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.wanted_languages = in_order(codes_in(self.wanted_languages))
        self.waits_for_languages = self.must_wait()
        if (only := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {"waits_for_languages", *only}
        super().save(*args, **kwargs)

    @property
    def is_urgent(self) -> bool:
        """Whether it goes out in its source at once."""
        return False

    def must_wait(self) -> bool:
        """Whether a named language is missing, and readers have not seen it. A query if so."""
        is_ready = self.is_urgent or not self.lacking_languages()
        if self.status != self.Status.PUBLISHED or is_ready:
            return False
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        return stored is None or not stored.is_public()

    def lacking_languages(self) -> list[Language]:
        """The named languages in which it does not exist yet, where all go out together."""
        if not self.go_out_together:
            return []
        named = (BY_CODE[code] for code in codes_in(self.wanted_languages) if code in BY_CODE)
        return [language for language in named if not is_in(self, language)]

    def is_held_back(self) -> bool:
        return self.waits_for_languages

    def held_back_for(self) -> list[str]:
        return [language.own_name for language in self.lacking_languages()]

    def is_public(self, at: datetime | None = None) -> bool:
        return not self.waits_for_languages and super().is_public(at)

    def was_public(self) -> bool:
        return not self.waits_for_languages and super().was_public()
