"""Other names under which people look for a member: they find it, and never stand in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editorial.finding.models import Role
from editorial.finding.names import Name
from editorial.languages import BY_CODE, CHOICES
from editorial.records.history import Versioned
from editorial.records.scope import Owned
from editorial.records.wording import objections
from members.models.containments import Containment
from members.models.sources import Source
from secretariats.scopes import within

#: Searched as the others, though no page speaks it.
MONGOLIAN = "mn"

#: The members whose names are compared once all of their rows are stored; None for each at once.
_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


@contextmanager
def names_kept_later(member_model: Any) -> Iterator[None]:
    """Inside, many other names are stored; at the end each of their members is compared once."""
    token = _waiting.set(set())
    try:
        yield
        keys = _waiting.get() or set()
    finally:
        _waiting.reset(token)
    for member in member_model._base_manager.filter(pk__in=keys):
        member.keep_found()


class OtherNameQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(within(user, "member__secretariat"))

    def changeable_by(self, user):
        return self.visible_to(user)


class OtherName(Owned, Versioned):
    """A name that a member has, had, or took over from a part that merged into it.

    ``until`` is the year, month or day (ISO 8601) up to which it was in use; of a part, that on
    which it merged.
    """

    named_by = "member"
    office_path = "member__secretariat"
    is_row_with_screen = True

    class Kind(models.TextChoices):
        EVERYDAY = "everyday", _("Everyday name")
        FORMER = "former", _("Former name")
        OLDER_SPELLING = "older_spelling", _("Older spelling")
        ROMANISATION = "romanisation", _("Other romanisation")
        SCRIPT_VARIANT = "script_variant", _("Other characters")
        PART = "part_merged", _("Part merged in")

    member = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="other_names", verbose_name=_("member")
    )
    language = models.CharField(
        _("language"), max_length=8, choices=[*CHOICES, (MONGOLIAN, _("Mongolian"))]
    )
    name = models.CharField(pgettext_lazy("of a place", "name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    until = models.CharField(
        _("until"),
        max_length=10,
        blank=True,
        default="",
        help_text=_("Year, month or day, such as 2014, 2014-07 or 2014-07-01."),
        validators=[
            RegexValidator(
                r"^\d{1,4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
                _("Year, month or day, such as 2014, 2014-07 or 2014-07-01."),
            )
        ],
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_names",
        verbose_name=_("source"),
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=7,
        choices=Containment.Certainty,
        default=Containment.Certainty.SEEN,
    )

    objects = OtherNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["member", "kind", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "language", "name", "kind"],
                name="members_othername_once",
                violation_error_message=_("This name is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.name}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.keep_member_found()

    def delete(self, *args, **kwargs):
        done = super().delete(*args, **kwargs)
        self.keep_member_found()
        return done

    def keep_member_found(self) -> None:
        waiting = _waiting.get()
        if waiting is None:
            self.member.keep_found()
        else:
            waiting.add(self.member_id)

    def clean(self) -> None:
        """A name that is not to be used for an area is none to be found by either."""
        super().clean()
        if found := objections(self):
            raise ValidationError({"name": [str(one.message) for one in found]})

    @property
    def tag(self) -> str:
        """Of its language (BCP 47)."""
        return BY_CODE[self.language].tag if self.language in BY_CODE else self.language

    @property
    def written(self) -> str:
        """The name itself, for templates, which read no field of that name directly."""
        return self.name

    @property
    def year(self) -> int | None:
        """Of the day up to which it was in use."""
        return int(self.until.partition("-")[0]) if self.until else None

    @property
    def is_part(self) -> bool:
        return self.kind == self.Kind.PART

    def name_to_find(self) -> Name:
        return Name(self.name, self.tag, Role.PART if self.is_part else Role.OTHER)

    def told(self) -> str:
        """What it is, in words that stand behind it."""
        if self.is_part and self.year:
            return gettext("part of it since %(year)s") % {"year": self.year}
        if self.is_part:
            return gettext("part of it")
        words = WORDS[self.Kind(self.kind)]
        if self.year is None:
            return str(words)
        return gettext("%(words)s, until %(year)s") % {"words": words, "year": self.year}


#: What a name is, within a sentence.
WORDS = {
    OtherName.Kind.EVERYDAY: _("everyday name"),
    OtherName.Kind.FORMER: _("former name"),
    OtherName.Kind.OLDER_SPELLING: _("older spelling"),
    OtherName.Kind.ROMANISATION: _("other romanisation"),
    OtherName.Kind.SCRIPT_VARIANT: _("other characters"),
}
