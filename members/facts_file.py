"""Facts from a file: all of its rows, or none, each refused one with its reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext

from editorial.languages import columns
from editorial.languages.punctuation import join_list, label_text
from editorial.texts.csv_files import Misread, read_table
from editorial.texts.letters import tidied_line
from editorial.texts.numbers import parse_decimal, parse_whole
from members.models import Fact, Indicator, IndicatorChoice, Member, Source
from members.models.facts import place_of_value

#: What a row has; the words of a fact in other languages and a doubt may stand beside.
NEEDED = ("member", "indicator", "year", "value", "source")
ALLOWED = (*NEEDED, "doubt", *(name for name in columns("wording") if name != "wording_en"))
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


class RowRefused(Exception):
    """Why a row cannot be taken, in words."""


@dataclass
class Taken:
    """What became of the rows of a file: how many of each outcome, and why some were refused."""

    outcomes: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)


def take_file(text: str, reason: str = "", *, is_dry: bool = False) -> Taken:
    """Store the facts of a CSV file, unless a row is refused or it ``is_dry``.

    ``reason`` is what is said to all questions, such as why a figure changed by more than a third.
    """
    taken = Taken()
    with transaction.atomic():
        for number, row in rows_of(text, taken):
            try:
                taken.outcomes[take_row(row, reason)] += 1
            except RowRefused as error:
                taken.refused.append(in_words(Misread("row", number, str(error))))
        if is_dry or taken.refused:
            transaction.set_rollback(True)
    return taken


def rows_of(text: str, taken: Taken) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that can be read, by their numbers; what is wrong with the others is noted."""
    table = read_table(text)
    if wrong := wrong_columns(table.header):
        taken.refused.append(wrong)
        return
    taken.refused += map(in_words, table.misread)
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in table.rows:
        row = {name: tidied_line(cell) for name, cell in cells.items()}
        place = tuple(row[name].casefold() for name in ("member", "indicator", "year", "source"))
        if place in seen:
            words = gettext("the same as row %(other)s.") % {"other": seen[place]}
            taken.refused.append(in_words(Misread("row", number, words)))
            continue
        seen[place] = number
        yield number, row


def in_words(problem: Misread) -> str:
    """What is wrong with a file, and where."""
    told = {"number": problem.number, "why": problem.why}
    if problem.where == "line":
        return gettext("Line %(number)s cannot be read: %(why)s") % told
    return gettext("Row %(number)s: %(why)s") % told


def wrong_columns(header: Iterable[str]) -> str:
    """What is wrong with the names of columns; empty if nothing is."""
    names = list(header)
    lacking = [name for name in NEEDED if name not in names]
    odd = [name for name in names if name not in ALLOWED or names.count(name) > 1]
    if lacking:
        return gettext("These columns are missing: %(names)s") % {"names": join_list(lacking)}
    if odd:
        words = gettext("These columns are not known, or there twice: %(names)s")
        return words % {"names": join_list(odd)}
    return ""


def take_row(row: dict[str, str], reason: str) -> str:
    """Store the fact of a row, and say what became of it. Raises RowRefused."""
    member = named(Member, "slug", row["member"])
    indicator = named(Indicator, "code", row["indicator"])
    source = named(Source, "code", row["source"]) if row["source"] else None
    at = {"member": member, "indicator": indicator, "year": year_in(row), "source": source}
    stored = Fact.objects.filter(**at).first()
    fact = stored or Fact(**at)
    before = values_of(fact)
    for name, value in values_in(row, indicator).items():
        setattr(fact, name, value)
    if stored and values_of(fact) == before:
        return UNCHANGED
    if reason:
        fact.answer_doubts(reason)
    try:
        fact.full_clean()
    except ValidationError as error:
        raise RowRefused(" ".join(problems_in(fact, error))) from error
    fact.save()
    return CHANGED if stored else NEW


def named(model: Any, field: str, key: str) -> Any:
    """The record of that slug or code. Raises RowRefused where there is none."""
    found = model.objects.filter(**{field: key}).first()
    if found is None:
        words = gettext("There is no %(kind)s “%(key)s”.")
        raise RowRefused(words % {"kind": model._meta.verbose_name, "key": key[:60]})
    return found


def year_in(row: dict[str, str]) -> int | None:
    if not row["year"]:
        return None
    year = parse_whole(row["year"])
    if year is None:
        raise RowRefused(gettext("“%(text)s” is no year.") % {"text": row["year"][:40]})
    return year


def values_in(row: dict[str, str], indicator: Indicator) -> dict[str, Any]:
    """What the columns of the fact hold after the row. Raises RowRefused for no such value."""
    doubt = Fact.reason_kept(row.get("doubt", ""))
    found: dict[str, Any] = {"is_doubtful": bool(doubt), "doubt": doubt}
    place = place_of_value(indicator.kind)
    column = "wording_en" if place == "wording" else place
    found[column] = READERS[place](row["value"], indicator)
    return found | {name: row[name] for name in columns("wording") if name in row}


def number_in(text: str, indicator: Indicator) -> Any:
    number = parse_decimal(text.removesuffix("%").strip())
    if number is None:
        raise RowRefused(gettext("“%(text)s” is no number.") % {"text": text[:40]})
    return number


def choice_in(text: str, indicator: Indicator) -> Any:
    found: IndicatorChoice | None = indicator.choices.filter(code=text).first()
    if found is None:
        words = gettext("“%(text)s” is no answer of “%(indicator)s”.")
        raise RowRefused(words % {"text": text[:40], "indicator": indicator})
    return found


def words_in(text: str, indicator: Indicator) -> str:
    return text


READERS = {"number": number_in, "choice": choice_in, "wording": words_in}


def values_of(fact: Fact) -> tuple:
    own = (fact.number, fact.choice_id, fact.is_doubtful, fact.doubt)
    return (*own, *(getattr(fact, name) or "" for name in columns("wording")))


def problems_in(fact: Fact, error: ValidationError) -> Iterator[str]:
    """Each reason, after the name of the field that it is about."""
    captions = {one.name: str(capfirst(one.verbose_name)) for one in fact._meta.fields}
    for name, reasons in error.message_dict.items():
        caption = captions.get(name)
        yield from (label_text(caption, one) if caption else one for one in reasons)
