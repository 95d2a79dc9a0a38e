"""Staff users, and who is posted where."""

from django.contrib.auth.models import UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.languages import CHOICES
from editorial.records.history import Versioned
from secretariats.models.offices import Secretariat
from secretariats.scopes import scope_of


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, and those at the offices that they manage."""
        return self.filter(Q(user=user) | managed_by(user, "secretariat"))

    def changeable_by(self, user):
        """Those of others at the offices that they manage, in no role above theirs."""
        postings = self.filter(managed_by(user, "secretariat")).exclude(user=user)
        return postings if scope_of(user).regional else postings.exclude(role=Posting.Role.REGIONAL)


class Posting(Versioned):
    """Which secretariat a staff user works for, in what role and for which languages."""

    named_by = "user"
    is_for_staff = True

    class Role(models.TextChoices):
        TRANSLATOR = "translator", _("Translator")
        EDITOR = "editor", _("Editor")
        PUBLISHER = "publisher", _("Publisher")
        MANAGER = "manager", _("Office manager")
        REGIONAL = "regional", _("Regional administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="postings", verbose_name=_("user"))
    secretariat = models.ForeignKey(
        Secretariat, models.PROTECT, related_name="postings", verbose_name=_("secretariat")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_("Leave empty for all five."),
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "secretariat"],
                name="secretariats_posting_once",
                violation_error_message=_("This user already has a posting at this office."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"

    @property
    def is_regional(self) -> bool:
        return self.role == self.Role.REGIONAL

    def clean(self) -> None:
        known = {code for code, name in CHOICES}
        if not isinstance(self.languages, list) or not known.issuperset(self.languages):
            raise ValidationError({"languages": _("Choose among the five languages.")})

    def language_codes(self) -> list[str]:
        return self.languages or [code for code, name in CHOICES]

    def covered_offices(self) -> set[int]:
        """The keys of the offices that the posting reaches. This causes queries."""
        return self.secretariat.covered()


EDITORS = frozenset(Posting.Role.values) - {Posting.Role.TRANSLATOR}


PUBLISHERS = frozenset({Posting.Role.PUBLISHER, Posting.Role.MANAGER, Posting.Role.REGIONAL})


MANAGERS = frozenset({Posting.Role.MANAGER, Posting.Role.REGIONAL})


def managed_by(user, path: str) -> Q:
    """The condition that the user manages the office at ``path``.

    For whoever manages all it is one that holds: an empty Q would vanish beside another.
    """
    scope = scope_of(user)
    if scope.everything:
        return Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__in": scope.offices_as(MANAGERS)})


class StaffQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Themselves, and whoever is posted to an office that they manage."""
        posted = Posting.objects.filter(managed_by(user, "secretariat"), user=OuterRef("id"))
        everybody = Q() if scope_of(user).everything else Q(id=user.pk) | Q(Exists(posted))
        return self.filter(everybody, is_staff=True)

    def changeable_by(self, user):
        """Themselves, and whoever holds only postings that they may change."""
        scope = scope_of(user)
        if scope.everything:
            return self.filter(is_staff=True)
        postings = Posting.objects.filter(user=OuterRef("id"))
        beyond = postings.exclude(pk__in=Posting.objects.changeable_by(user))
        others = ~Q(Exists(beyond)) & Q(is_superuser=False)
        return self.visible_to(user).filter(Q(id=user.pk) | others)


class StaffManager(UserManager.from_queryset(StaffQuerySet)):
    use_in_migrations = False


class Staff(User):
    """A user as office managers know them: somebody with postings."""

    is_for_staff = True

    objects = StaffManager()

    class Meta:
        proxy = True
        verbose_name = _("staff user")
        verbose_name_plural = _("staff users")
        ordering = ["username"]
