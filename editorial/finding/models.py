"""The table of names, and the records whose words are in the index beside it (``words.py``)."""

from enum import StrEnum

from django.db import models

#: Letters of a name, and of what it is compared by: longer ones are cut.
LONGEST = 200


class Role(StrEnum):
    """What a name is to its record."""

    NAME = "name"
    OFFICIAL = "official"
    READING = "reading"
    #: Another name that people use or used, and that of a part which has merged into it.
    OTHER = "other"
    PART = "part"


class Form(StrEnum):
    """How a name is compared: as written, without what the place is, by initials, by sound."""

    WRITTEN = "written"
    BARE = "bare"
    INITIALS = "initials"
    ROMAJI = "romaji"
    PINYIN = "pinyin"


class SearchName(models.Model):
    """A name of a record in one of the forms in which it is found.

    ``language`` is a tag (BCP 47), empty for the language of the record's own area. A name has a
    row for each of its forms; ``folded`` is what is compared.
    """

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    language = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=LONGEST)
    form = models.CharField(max_length=10)
    folded = models.CharField(max_length=LONGEST)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "form", "folded", "key"], name="editorial_name_found"),
            models.Index(fields=["kind", "key"], name="editorial_name_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.form}: {self.folded}"


class SearchText(models.Model):
    """A record whose words are in the index, under its place there (``words.place_of``).

    ``digest`` tells whether they are those of its texts as they are.
    """

    place = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=32, default="")

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="editorial_text_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
