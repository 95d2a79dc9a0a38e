"""Columns of choices and linked records: words and codes in place of what the database keeps."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import starmap
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from editorial.history.three_way import merge_links
from editorial.languages import columns
from editorial.languages.punctuation import add_note, join_list
from editorial.records.names import Named
from editorial.records.scope import visible
from editorial.sheets.cells import HIDDEN, Column, Kept, code_field

#: What people write between codes.
SEPARATORS = re.compile(r"[\s,;、，；]+")
#: What a cell has between them, in every language.
COMMA = ", "
#: What stands between the code of a record and that of a part of it, in neither of them.
WITHIN = "/"


class ChoiceColumn(Column):
    """One of a few words, under a name that is the same in all languages."""

    is_text = False

    def value(self, kept):
        return kept

    @property
    def offered(self) -> dict[str, str]:
        if not hasattr(self, "_offered"):
            field = self.screen.formfield_for_dbfield(self.field, self.request)
            choices = getattr(field, "choices", None) or self.field.choices
            self._offered = {str(value): str(label) for value, label in choices if value != ""}
        return self._offered

    def parse(self, raw):
        text = str(raw).strip()
        own = {str(label).casefold(): str(value) for value, label in self.field.flatchoices}
        value = own.get(text.casefold(), text)
        if value not in dict(self.field.flatchoices):
            names = join_list(starmap(add_note, self.offered.items()))
            words = _("“%(text)s” cannot be used here. Choose one of: %(names)s.")
            raise ValidationError(words, params={"text": text[:40], "names": names})
        return value

    def refuse(self, kept):
        if kept and kept not in self.offered:
            raise ValidationError(_("You are not allowed to choose this value."))


class LinkColumn(Column):
    """A linked record under its code."""

    is_text = False

    def __init__(self, field, screen, request) -> None:
        super().__init__(field, screen, request)
        self.code = code_field(field.related_model)

    @cached_property
    def codes(self) -> dict[Any, str]:
        """The codes of the records that the user sees, by their keys."""
        seen = visible(self.field.related_model, self.request.user).order_by()
        return {key: str(code) for key, code in seen.values_list("pk", self.code)}

    @cached_property
    def known(self) -> dict[str, str]:
        """The codes of the records that the user sees, as they are compared."""
        return {code.casefold(): code for code in self.codes.values()}

    @cached_property
    def keys(self) -> dict[str, Any]:
        """The keys of the records that the user sees, by their codes."""
        return {code: key for key, code in self.codes.items()}

    @cached_property
    def offered(self) -> dict[str, Any]:
        """The keys of the records that the user's form offers, by their codes."""
        field: Any = self.screen.formfield_for_dbfield(self.field, self.request)
        found = field.queryset.order_by().values_list(self.code, "pk")
        return {str(code): key for code, key in found}

    def kept(self, value):
        return "" if value is None else self.codes.get(value, HIDDEN)

    def comparable(self, kept):
        return kept

    def parse(self, raw):
        code = unicodedata.normalize("NFKC", str(raw)).strip()
        if code == HIDDEN:
            return code
        found = self.known.get(code.casefold()) or self.called.get(code.casefold())
        if found is None:
            self.refuse_unknown([code])
        return found

    @cached_property
    def called(self) -> dict[str, str]:
        """The codes by names, in whatever language, that one record alone bears: people write
        names, and so did sheets from before what they say was a record.
        """
        model = self.field.related_model
        if not issubclass(model, Named):
            return {}
        seen = visible(model, self.request.user).order_by()
        bearers: dict[str, set[str]] = defaultdict(set)
        for code, *names in seen.values_list(self.code, *columns(model.named_in)):
            for name in filter(None, names):
                bearers[name.casefold()].add(str(code))
        return {name: min(codes) for name, codes in bearers.items() if len(codes) == 1}

    def refuse_unknown(self, codes: Iterable[str]) -> None:
        """Raise ValidationError that names the codes of no record that the user sees."""
        words = _("There is no %(kind)s “%(codes)s” that you may see. Enter its %(code)s.")
        related = self.field.related_model._meta
        params = {
            "kind": related.verbose_name,
            "codes": join_list(code[:40] for code in codes),
            "code": related.get_field(self.code).verbose_name,
        }
        raise ValidationError(words, code="unknown", params=params)

    def refuse(self, kept):
        if kept and kept not in self.offered:
            raise ValidationError(_("You are not allowed to choose this value."))

    def value(self, kept):
        return self.keys.get(str(kept))

    def words(self, kept):
        return str(kept)


class PartColumn(LinkColumn):
    """A part of a record that the row names too, under its code in there.

    Another record may have a part of that code, so the code of its own is kept before it.
    """

    def __init__(self, field, screen, request) -> None:
        super().__init__(field, screen, request)
        link, self.part_code = field.related_model.code_within
        whole = field.related_model._meta.get_field(link).related_model
        self.paths = f"{link}__{code_field(whole)}", self.part_code
        #: The column of the row that names the record.
        self.beside = next(f.name for f in field.model._meta.fields if f.related_model is whole)

    def placed(self, records: QuerySet) -> dict[Any, str]:
        found = records.order_by().values_list("pk", *self.paths)
        return {key: f"{whole}{WITHIN}{code}" for key, whole, code in found}

    @cached_property
    def codes(self) -> dict[Any, str]:
        return self.placed(visible(self.field.related_model, self.request.user))

    @cached_property
    def offered(self) -> dict[str, Any]:
        field: Any = self.screen.formfield_for_dbfield(self.field, self.request)
        return {code: key for key, code in self.placed(field.queryset).items()}

    @cached_property
    def called(self) -> dict[str, str]:
        model, found = self.field.related_model, {}
        names = columns(model.named_in)
        seen = visible(model, self.request.user).order_by()
        for whole, code, *texts in seen.values_list(*self.paths, *names):
            for text in filter(None, texts):
                found[f"{whole}{WITHIN}{text}".casefold()] = f"{whole}{WITHIN}{code}"
        return found

    def parse(self, raw):
        return unicodedata.normalize("NFKC", str(raw)).strip()

    def read_in_row(self, raw, beside: Callable[[str], Kept]):
        said = self.read(raw)
        if said in ("", HIDDEN):
            return said
        whole = beside(self.beside)
        asked = f"{whole}{WITHIN}{said}".casefold()
        found = self.known.get(asked) or self.called.get(asked)
        if found is None:
            words = _("There is no %(kind)s “%(code)s” in “%(whole)s”. Enter its %(name)s.")
            meta = self.field.related_model._meta
            params = {"kind": meta.verbose_name, "code": str(said)[:40], "whole": whole}
            params["name"] = meta.get_field(self.part_code).verbose_name
            raise ValidationError(words, code="unknown", params=params)
        return found

    def cell(self, kept):
        return str(kept).rpartition(WITHIN)[-1]

    def words(self, kept):
        return str(self.cell(kept))


class LinksColumn(LinkColumn):
    """Linked records under their codes, with commas between them."""

    def kept_of(self, record):
        """Of the ``linked`` keys that :meth:`RecordSheet.fetch` has put on the record."""
        return self.kept(record.linked[self.name])

    def kept(self, value):
        return COMMA.join(sorted(self.codes[key] for key in value if key in self.codes))

    def parse(self, raw):
        codes = [unicodedata.normalize("NFKC", c) for c in SEPARATORS.split(str(raw)) if c]
        if unknown := [code for code in codes if code.casefold() not in self.known]:
            self.refuse_unknown(unknown)
        return COMMA.join(sorted({self.known[code.casefold()] for code in codes}))

    def refuse(self, kept):
        if not set(split_codes(kept)) <= set(self.offered):
            raise ValidationError(_("You are not allowed to choose this value."))

    def set_on(self, record, kept):
        """Links are set once the record is stored; those that the user does not see stay."""
        hidden = {key for key in record.linked[self.name] if key not in self.codes}
        record.linked[self.name] = hidden | {self.keys[code] for code in split_codes(kept)}

    def merge(self, mine: Kept, theirs: Kept, base: Kept) -> Kept:
        """The kept value of what both sides linked."""
        merged = merge_links(*(set(split_codes(kept)) for kept in (mine, theirs, base)))
        return COMMA.join(sorted(merged))


def split_codes(kept: Kept) -> list[str]:
    """The codes in a kept value of a column of links."""
    return SEPARATORS.split(str(kept)) if kept else []
