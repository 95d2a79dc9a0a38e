"""The user."""

from typing import ClassVar

from django.contrib.auth import models as auth_models
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.accounts.passwords import normalised, spellings
from editorial.accounts.unique_names import check_names
from editorial.languages import CHOICES
from editorial.records.history import Versioned
from editorial.records.portal import home_zone
from editorial.records.validators import is_time_zone


class UserManager(auth_models.UserManager):
    """Makes users for commands and shells, by the rule of names that forms hold."""

    use_in_migrations = False

    def create_user(self, username, *args, **fields):
        return self._with_free_names(super().create_user, username, *args, **fields)

    def create_superuser(self, username, *args, **fields):
        return self._with_free_names(super().create_superuser, username, *args, **fields)

    def _with_free_names(self, create, username, email=None, password=None, **fields):
        """A new user; raises ValidationError if a name of theirs leads to another one."""
        with transaction.atomic(using=self.db):
            new = self.model(username=username, email=email or "")
            check_names(new, self.db_manager(self.db).all(), set())
            return create(username, email, password, **fields)


class User(Versioned, auth_models.AbstractUser):
    """Somebody who signs in to the back office."""

    display_name = models.CharField(
        pgettext_lazy("of a person", "name"), max_length=120, blank=True, default=""
    )
    interface_language = models.CharField(
        _("interface language"), max_length=8, choices=CHOICES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=home_zone, validators=[is_time_zone]
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or self.username

    def validate_unique(self, exclude=None) -> None:
        super().validate_unique(exclude)
        check_names(self, User._base_manager.all(), {*(exclude or ())})

    def get_short_name(self) -> str:
        return str(self)

    def set_password(self, raw_password: str | None) -> None:
        """In the one form in which passwords are kept."""
        super().set_password(raw_password and normalised(raw_password))

    def check_password(self, raw_password: str) -> bool:
        return self.spelling_of(raw_password) is not None

    def spelling_of(self, raw_password: str) -> str | None:
        """The form in which the password is kept, if it is the right one."""
        is_kept = super().check_password
        return next((one for one in spellings(raw_password) if is_kept(one)), None)
