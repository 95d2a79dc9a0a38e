"""The outbox as the back office sees it, for those who answer for the whole region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.outbox.models import Mail, MailQuerySet, Suppression
from secretariats.scopes import scope_of


class OutgoingMailQuerySet(MailQuerySet):
    def visible_to(self, user):
        """All that go to somebody, to those who answer for the whole region."""
        return self.to_somebody() if scope_of(user).regional else self.none()

    changeable_by = visible_to


class OutgoingMail(Mail):
    """A mail of the outbox."""

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-pk"]


class SuppressedAddressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, to those who answer for the whole region."""
        return self if scope_of(user).regional else self.none()

    changeable_by = visible_to


class SuppressedAddress(Suppression):
    """An address that no mail goes to."""

    objects = SuppressedAddressQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["address"]
