"""Records of an office that the offices below it may name too: sources, indicators."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from secretariats.models import Secretariat
from secretariats.scopes import scope_of, within


class SharedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the user's offices, and of the offices above them, which all may name."""
        scope = scope_of(user)
        if scope.everything:
            return self
        above = Secretariat.objects.above(scope.offices)
        return self.filter(Q(secretariat__in=scope.offices) | Q(secretariat__in=above))

    def changeable_by(self, user):
        """One that other offices rely on too is changed for all of them, by the region alone."""
        if scope_of(user).everything:
            return self
        own = self.filter(within(user, "secretariat"))
        kind: Any = getattr(self.model, "instance_type", self.model)  # of versions, their records’
        return own if scope_of(user).regional else own.exclude(kind.used_beyond())


class Shared(models.Model):
    """A record with a ``secretariat`` that rows of its own and of other offices name."""

    #: Links by which rows are parts of it, and do not rely on it.
    parts: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def count_uses(self) -> int:
        """How many rows name it. A query for each kind of them."""
        return sum(
            model._default_manager.filter(**{name: self}).count() for model, name in self.uses()
        )

    def reaches_readers(self) -> bool:
        """Readers see it beside what relies on it. Queries, until a row is found."""
        return any(
            model._default_manager.filter(**{n: self.pk}).exists() for model, n in self.uses()
        )

    @classmethod
    def used_beyond(cls) -> Q:
        """The condition that a record of another office, or of all, names it."""
        condition = Q(pk__in=())
        for model, name in cls.uses():
            used = model._default_manager.filter(**{name: OuterRef("id")})
            own = {model.office_path: OuterRef("secretariat")} if model.office_path else {}
            others = used.exclude(**own) if own else used
            condition |= Q(Exists(others.order_by()))
        return condition

    @classmethod
    def uses(cls: type[Self]) -> list[tuple[Any, str]]:
        """The models that name such records, and the field of each by which it does."""
        links = (link for link in cls._meta.related_objects if link.one_to_many)
        return [
            (link.related_model, link.field.name)
            for link in links
            if link.get_accessor_name() not in cls.parts
        ]
