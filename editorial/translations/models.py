"""The translation ledger, converted texts that wait, the glossary."""

from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.accounts.models import User
from editorial.languages import CHOICES, requires_english
from editorial.records.history import Versioned
from editorial.records.names import Named
from editorial.records.scope import office_model, visible
from editorial.records.wording import Guarded


class TranslationReview(models.Model):
    """Somebody wrote a text, or confirmed that it says what its source says.

    Texts are known by their digests, so that the text as it is now tells whether the review still
    holds. Reviews are added and never changed, but for which of them is the latest.
    """

    class How(models.TextChoices):
        WRITTEN = "written", _("written")
        CONFIRMED = "confirmed", _("confirmed")
        CONVERTED = "converted", _("converted")

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8, choices=CHOICES)
    source_digest = models.CharField(max_length=32)
    text_digest = models.CharField(max_length=32)
    #: The version of the record that held the source of that moment.
    version = models.PositiveIntegerField()
    how = models.CharField(max_length=9, choices=How)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language"],
                condition=models.Q(is_latest=True),
                name="translation_review_latest_once",
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="translation_review_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field} {self.language}: {self.how}"


class TranslationStatus(models.Model):
    """How the texts of a record stand in one language, computed from the ledger at every save.

    ``worst`` is the state of the text that is furthest from its source, and ``since`` the moment
    from which work waits in this language; None where none does.
    """

    class State(models.TextChoices):
        SOURCE = "source", pgettext_lazy("state of a text", "source")
        NOT_DUE = "not_due", _("nothing to translate")
        CURRENT = "current", _("current")
        CONVERTED = "converted", _("converted, unreviewed")
        STALE = "stale", _("stale")
        MISSING = "missing", _("missing")

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    language = models.CharField(max_length=8, choices=CHOICES)
    worst = models.CharField(max_length=9, choices=State)
    current = models.PositiveSmallIntegerField(default=0)
    converted = models.PositiveSmallIntegerField(default=0)
    stale = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"], name="translation_status_once"
            )
        ]
        indexes = [
            # For what waits in a language, the oldest first.
            models.Index(fields=["language", "worst", "since"], name="translation_status_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.language}: {self.worst}"


class ConvertedText(models.Model):
    """A converted text that waits for review, unseen by the public.

    It was made from the same field in ``origin``, whose text had ``origin_digest`` then.
    """

    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8, choices=CHOICES)
    text = models.TextField()
    origin = models.CharField(max_length=8, choices=CHOICES)
    origin_digest = models.CharField(max_length=32)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language"], name="converted_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field} {self.language}"


class GlossaryEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The region shares one glossary: staff who see some office see all of it."""
        staff = User.objects.filter(pk=user.pk, is_staff=True, is_active=True)
        sees_office = Exists(visible(office_model(), user))
        return self.filter(Exists(staff.filter(Q(is_superuser=True) | sees_office)))

    def changeable_by(self, user):
        """All who see it; which columns are theirs, the screen says."""
        return self.visible_to(user)


class GlossaryEntry(Versioned, Named, Guarded):
    """A word of the field, or a name, as it is written in each language."""

    named_in = "wording"
    is_for_staff = True

    class Kind(models.TextChoices):
        TERM = "term", _("Term")
        NAME = "name", _("Protected name")

    wording = models.CharField(_("wording"), max_length=160, blank=True, default="")
    kind = models.CharField(
        _("kind"),
        max_length=4,
        choices=Kind,
        default=Kind.TERM,
        help_text=_("A protected name is written as it stands here, and never converted."),
    )
    note = models.TextField(
        _("note"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("When to use it, when not, and who decided. In any language."),
    )

    objects = GlossaryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")
        constraints = [
            requires_english("wording"),
            models.UniqueConstraint(
                Lower("wording_en"),
                name="editorial_glossaryentry_once",
                violation_error_message=_("The glossary has this term already."),
            ),
        ]
