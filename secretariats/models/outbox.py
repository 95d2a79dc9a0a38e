"""The outbox as the back office sees it, for those who answer for the whole region."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User
from editorial.outbox.models import Mail, MailQuerySet, Suppression
from secretariats.models.staff import Staff
from secretariats.scopes import scope_of


class OutgoingMailQuerySet(MailQuerySet):
    def visible_to(self, user):
        """Those that go to somebody, to who answers for a region: to its staff, or about nobody."""
        scope, mails = scope_of(user), self.to_somebody()
        if scope.everything:
            return mails
        seen = Staff.objects.visible_to(user).order_by().values("pk")
        to_staff = Q(record_kind=User._meta.label_lower, record_key__in=seen)
        return mails.filter(to_staff | Q(record_kind="")) if scope.regional else self.none()

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
        """Those to who answers for a region, but for addresses of staff whom they do not see."""
        scope = scope_of(user)
        if scope.everything:
            return self
        seen = Staff.objects.visible_to(user).order_by().values("pk")
        others = Staff.objects.exclude(pk__in=seen).filter(email__iexact=OuterRef("address"))
        return self.filter(~Exists(others)) if scope.regional else self.none()

    changeable_by = visible_to


class SuppressedAddress(Suppression):
    """An address that no mail goes to."""

    objects = SuppressedAddressQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["address"]
