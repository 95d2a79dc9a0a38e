"""What was kept of a label that another member’s label stands for goes to the indicator too.

Labels that say the same had become one indicator, which got what was kept of the fullest of them:
reviews, waiting converted texts and exceptions of the others are copied where the indicator has
none in that language. Exceptions that were copied get the past of those that they were copied from.
"""

from typing import Any

from django.db import migrations

OLD = {"kind": "members.keyfact", "field": "label"}
NEW = {"kind": "members.indicator", "field": "name"}


def follow(apps, schema_editor):
    following = Following(apps)
    following.reviews()
    following.waiting_texts()
    following.exceptions()


class Following:
    def __init__(self, apps: Any) -> None:
        self.Review = apps.get_model("editorial", "TranslationReview")
        self.Waiting = apps.get_model("editorial", "ConvertedText")
        self.Excepted = apps.get_model("secretariats", "DesignationException")
        self.PastExcepted = apps.get_model("secretariats", "HistoricalDesignationException")
        self.indicators = apps.get_model("members", "Indicator").objects.in_bulk()
        self.by_fact: dict[int, int] = {}
        for model, key in (("HistoricalFact", "id"), ("Fact", "pk")):
            facts = apps.get_model("members", model).objects.exclude(indicator__code="population")
            self.by_fact |= dict(facts.values_list(key, "indicator_id"))

    def moved(self, model):
        """The rows of a model about labels, in their order, each with its indicator."""
        for row in model.objects.filter(**OLD).order_by("pk"):
            indicator = self.indicators.get(self.by_fact.get(row.key))
            if indicator is not None:
                yield row, indicator

    def reviews(self):
        """Of each text those of one label: the latest of a text is the one that was made last."""
        taken = set(self.Review.objects.filter(**NEW).values_list("key", "language"))
        leaders: dict[tuple[int, str], int] = {}
        for row, indicator in self.moved(self.Review):
            text = (indicator.pk, row.language)
            if text not in taken and leaders.setdefault(text, row.key) == row.key:
                self.copy(row, indicator)

    def waiting_texts(self):
        for row, indicator in self.moved(self.Waiting):
            place = {**NEW, "key": indicator.pk, "language": row.language}
            is_needed = not getattr(indicator, f"name_{row.language.replace('-', '_')}")
            if is_needed and not self.Waiting.objects.filter(**place).exists():
                self.copy(row, indicator)

    def exceptions(self):
        for row, indicator in self.moved(self.Excepted):
            place = {**NEW, "key": indicator.pk, "language": row.language}
            found = self.Excepted.objects.filter(**place, variant=row.variant_id).first()
            key, copied = row.pk, found or self.copy(row, indicator)
            if not self.PastExcepted.objects.filter(id=copied.pk).exists():
                self.copy_past(key, copied)

    def copy_past(self, key, copied):
        for version in self.PastExcepted.objects.filter(id=key).order_by("history_id"):
            version.pk, version.id, version.kind = None, copied.pk, copied.kind
            version.key, version.field = copied.key, copied.field
            version._state.adding = True
            version.save()

    def copy(self, row, indicator, **values):
        row.pk, row._state.adding = None, True
        for name, value in {**NEW, "key": indicator.pk, **values}.items():
            setattr(row, name, value)
        row.save()
        return row


def forget(apps, schema_editor):
    """The way back takes the copies away with the indicators; their past goes here."""
    past = apps.get_model("secretariats", "HistoricalDesignationException").objects
    past.filter(kind=NEW["kind"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0019_without_key_facts"),
        ("editorial", "0020_words_by_the_index"),
        ("secretariats", "0017_email_address"),
    ]

    operations = [migrations.RunPython(follow, forget)]
