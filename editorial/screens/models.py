"""What users leave at their screens: forms that are open, lists to see again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.accounts.models import User


class Presence(models.Model):
    """A form that a user has open, or had until a moment ago."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "user"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.key}"


class SavedFilter(models.Model):
    """What a user wants to see of a list again, under a name of theirs. Nobody else sees it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "name"], name="saved_filter_once")
        ]

    def __str__(self) -> str:
        return self.name
