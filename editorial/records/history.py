"""History: every version of a record is kept, with who made it and when.

What is computed from other columns is left out, and so is the base column of a translated text. A
record counts its saves, and each makes one version under its number, links included.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from modeltranslation.translator import translator
from simple_history.models import HistoricalRecords

from editorial.texts.letters import tidied, tidied_line

#: The manager of the versions of a record. Offices have a text that is called history.
PAST = "past"
#: What no version of a user holds: secrets, and what changes by signing in.
NEVER_KEPT = frozenset(("password", "last_login"))


#: A version of a record: of a model that simple_history makes, whose columns no stub knows.
Version = Any


class Versioned(models.Model):
    """A record that counts its saves, however it is saved."""

    #: The link whose record names one that has no name of its own.
    named_by = ""
    #: Whether readers see nothing of it: its changes need no second pair of eyes.
    is_for_staff = False

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        only = kwargs.get("update_fields")
        if only and not any(is_kept(self._meta.get_field(name)) for name in only):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            self.version = (self._stored_version() or self.version) + 1
            if only:
                kwargs["update_fields"] = {*only, "version"}
            super().save(*args, **kwargs)

    def clean_fields(self, exclude=None) -> None:
        """In the letters that are meant, whichever way they came in."""
        for field in self._meta.concrete_fields:
            if field.name not in (exclude or ()) and field.name not in NEVER_KEPT:
                self._tidy(field)
        super().clean_fields(exclude)

    def _tidy(self, field: models.Field) -> None:
        """Set a text right where it stands: the base of a translated one answers for others."""
        value = self.__dict__.get(field.attname)
        if isinstance(value, str):
            is_line = isinstance(field, models.CharField)
            self.__dict__[field.attname] = tidied_line(value) if is_line else tidied(value)

    def _stored_version(self) -> int | None:
        """The number of the last save, after which nobody else saves before this one is done."""
        stored = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        return stored.values_list("version", flat=True).first() if self.pk else None


class Records(HistoricalRecords):
    """Keeps the versions of one model, and can be asked for by that model."""

    of: dict[type[models.Model], "Records"] = {}

    def finalize(self, sender, **kwargs):
        super().finalize(sender, **kwargs)
        self.of[sender] = self

    def post_save(self, instance, created, using=None, **kwargs):
        super().post_save(instance, created, using, **kwargs)
        instance._kept_as = instance.version

    def m2m_changed(self, instance, action, attr, pk_set, reverse, **kwargs):
        """Links set right after a save join that version; a later change makes one of its own."""
        if action not in ("post_add", "post_remove", "post_clear"):
            return
        owners = self.cls._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
        for owner in owners:
            if getattr(owner, "_kept_as", None) != owner.version:
                owner.save()
            self._keep_links(owner)

    def _keep_links(self, owner) -> None:
        """Put the links of ``owner`` in place of those kept with its newest version."""
        newest = versions_of(self.cls).filter(id=owner.pk, version=owner.version)[0]
        for field in newest._history_m2m_fields:
            self.m2m_models[field].objects.filter(history=newest).delete()
        self.create_historical_record_m2ms(newest, owner)


def track(model: type[models.Model], reason: models.Field | None = None) -> None:
    """Keep all versions of the records of ``model``, a model that is Versioned.

    A translated model has its columns by then: register it with the translator first. ``reason``
    is the field for why a version was made, where a line of 100 characters is too short for it.
    """
    records = Records(
        excluded_fields=[field.name for field in model._meta.fields if not is_kept(field)],
        m2m_fields=[field.name for field in model._meta.local_many_to_many],
        history_change_reason_field=reason,
    )
    records.manager_name = PAST
    records.module = model.__module__
    records.cls = model
    records.finalize(model)


def is_kept(field: Any) -> bool:
    """Whether the field is neither computed nor stands for columns in five languages."""
    translated = translator.get_registered_models(abstract=False)
    is_base = (
        field.model in translated
        and field.name in translator.get_options_for_model(field.model).all_fields
    )
    is_own = field.editable or field.primary_key or field.name == "version"
    return is_own and not is_base and field.name not in NEVER_KEPT


def tracked_models() -> list[type[models.Model]]:
    """The models whose versions are kept."""
    return list(Records.of)


def versions_of(model: type[models.Model]) -> Any:
    """All versions of all records of ``model``, the newest first."""
    return getattr(model, PAST).order_by("-history_id")


def acting_user() -> Any:
    """Who is at work in this request; None in a command, and for whoever is not signed in."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def author_of(version: Version | None) -> str:
    """Who made a version; a file or a command is nobody."""
    if version is None or version.history_user is None:
        return gettext("the portal itself")
    return str(version.history_user)


def keep_present(app: str, *names: str) -> Callable[[Any, Any], None]:
    """For a migration: keeps what stands there before there was a history as a first version."""

    def migrate(apps, schema_editor) -> None:
        for name in names:
            keep_first(apps, apps.get_model(app, name), timezone.now())

    return migrate


def keep_first(apps, model: Any, now: datetime) -> None:
    """The records of ``model``, as a migration knows it, become their own first versions."""
    past = apps.get_model(model._meta.app_label, f"Historical{model.__name__}")
    columns = {field.attname for field in past._meta.concrete_fields}
    columns &= {field.attname for field in model._meta.concrete_fields}
    for obj in model._base_manager.all():
        values = {name: getattr(obj, name) for name in columns}
        row = past.objects.create(history_type="+", history_date=now, **values)
        for field in model._meta.local_many_to_many:
            through = field.remote_field.through
            links = apps.get_model(model._meta.app_label, f"Historical{through.__name__}")
            kept = through.objects.filter(**{field.m2m_field_name(): obj.pk}).values()
            links.objects.bulk_create(links(history=row, **link) for link in kept)


def past_links(version: Version, field: Any) -> frozenset:
    """The keys of the records that a version was linked to by a many-to-many ``field``."""
    key = f"{field.m2m_reverse_field_name()}_id"
    return frozenset(getattr(version, field.name).values_list(key, flat=True))
