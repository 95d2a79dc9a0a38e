"""What the sender of a form did to each of its texts, beside what others did meanwhile."""

from django.utils.functional import cached_property

from editorial.history.merging import MergeForm
from editorial.languages import (
    Language,
    column,
    source_of,
)
from editorial.translations.ledger import (
    Entry,
    Rendered,
    digest,
)


class SentTextsForm(MergeForm):
    """A form that tells of each text whether its sender saw, rewrote or overtook it."""

    @cached_property
    def _origin(self) -> Language:
        return source_of(self.instance)

    def _source(self, entry: Entry) -> str:
        return column(entry.field.name, self._origin)

    def _shown(self, name: str) -> str | None:
        """What the form showed in a column when it was filled in, None if that is not known."""
        shown: str | None = self._base(self.instance._meta.get_field(name))
        return shown

    def _sent(self, name: str, stored: str) -> str:
        """What is to be stored in a column, once merged with what others saved."""
        return (self.cleaned_data.get(name) or "") if name in self.fields else stored

    def _is_seen(self, entry: Entry) -> bool:
        """Whether the form showed the source and the text as they are stored."""
        shown = self._shown(self._source(entry)), self._shown(entry.column)
        stored = entry.source, entry.text
        return all(
            one is not None and is_same(entry, one, other)
            for one, other in zip(shown, stored, strict=True)
        )

    def _is_rewritten(self, entry: Entry) -> bool:
        """Whether the words are the sender's: neither those of the form nor what others saved."""
        before, text = self._shown(entry.column), self._sent(entry.column, entry.text)
        is_theirs = before is None or is_same(entry, entry.text, text)
        return bool(text) and not is_theirs and not is_same(entry, before or "", text)

    def _is_overtaken(self, entry: Entry) -> bool:
        """Whether others changed the source while the sender translated what it said before."""
        before = self._shown(self._source(entry))
        after = self._sent(self._source(entry), entry.source)
        return (
            before is not None
            and self._is_rewritten(entry)
            and is_same(entry, entry.source, after)
            and not is_same(entry, before, after)
        )

    def _is_ambiguous(self, entry: Entry) -> bool:
        """Whether the sender changed a source and its translation, each of which was there."""
        after = self._sent(self._source(entry), entry.source)
        return (
            bool(entry.text and entry.source and after)
            and self._is_rewritten(entry)
            and not is_same(entry, entry.source, after)
        )

    def _rendered(self, entry: Entry) -> Rendered:
        """The source that an overtaken text was made from."""
        source = self._source(entry)
        number = self._number_shown(self.instance._meta.get_field(source))
        return Rendered(digest(entry.field, self._shown(source) or ""), int(number))


def is_same(entry: Entry, one: str, other: str) -> bool:
    """Whether two texts of a field have the same words."""
    return digest(entry.field, one) == digest(entry.field, other)
