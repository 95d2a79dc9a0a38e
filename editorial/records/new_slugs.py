"""Page addresses for new records: proposed from their names, in whatever script those are."""

import re
from typing import Any

from django.contrib.redirects.models import Redirect

from editorial.languages import ENGLISH, LANGUAGES, Language, column
from editorial.records.slugs import RESERVED
from editorial.texts.romanising import romanised

#: So much of an address is left free for a number behind it.
ROOM = 4


def slug_from(text: str, language: Language, longest: int = 80) -> str:
    """``text`` as part of an address, whole words of at most ``longest`` letters; empty if none."""
    letters = romanised(text, language.code).lower().replace("'", "")
    words = re.sub("[^a-z0-9]+", "-", letters).strip("-")
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]


def proposed_slug(model: Any, texts: dict[str, str], source: Language) -> str:
    """A free page address by the name of a new record; empty while it has no name.

    ``texts`` are its columns: the English name is taken if there is one, else that in the language
    which it is written in first. This causes two queries, more only where many have that name.
    """
    for language in dict.fromkeys((ENGLISH, source, *LANGUAGES)):
        text = texts.get(column(model.named_in, language), "").strip()
        if text:
            longest = (model._meta.get_field("slug").max_length or 80) - ROOM
            return free_slug(model, slug_from(text, language, longest) or model.__name__.lower())
    return ""


def free_slug(model: Any, wanted: str) -> str:
    """``wanted``, or that with the first number which makes it one that no record has or had.

    Records count that the asker does not see: whose they are is not told by a number.
    """
    stored = model._base_manager.filter(slug__startswith=wanted)
    old = Redirect.objects.filter(old_path__startswith=model.page_path(ENGLISH, wanted)[:-1])
    taken = {*stored.values_list("slug", flat=True), *RESERVED}
    taken |= {
        path.rstrip("/").rpartition("/")[2] for path in old.values_list("old_path", flat=True)
    }
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
