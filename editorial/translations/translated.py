"""Records whose translations the ledger keeps, however they are saved."""

from django.apps import apps
from django.db import transaction

from editorial.translations.ledger import COUNTED, LedgerRecord, enter, kind_of, statuses_of
from editorial.translations.models import TranslationStatus
from editorial.translations.settling import withdraw_unless_shown


class Translated(LedgerRecord):
    """A record whose translations are kept in the ledger, however it is saved."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            enter(self)
            if self.converted:
                # However it came there: with an old version, from a file, or from another office.
                withdraw_unless_shown(self)


def translated_models() -> list[type[Translated]]:
    """The kinds of record that the ledger is kept of."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Translated) and not model._meta.proxy
    ]


def recompute(model: type[Translated]) -> int:
    """Compare all records of ``model`` anew, and count those that stood otherwise than stored.

    Texts that nobody has reviewed, because they were there before the ledger or were written
    past ``save()``, are taken for written now.
    """
    differing = 0
    for obj in model._base_manager.order_by("pk").iterator(chunk_size=500):
        before = snapshot(obj)
        with transaction.atomic():
            enter(obj)
        differing += before != snapshot(obj)
    keys = model._base_manager.values("pk")
    TranslationStatus.objects.filter(kind=kind_of(model)).exclude(key__in=keys).delete()
    return differing


def snapshot(obj: Translated) -> set[tuple[str, ...]]:
    """How ``obj`` stands, as far as two such pictures are compared."""
    return {
        (code, *(str(getattr(standing, name)) for name in COUNTED))
        for code, standing in statuses_of(obj).items()
    }
