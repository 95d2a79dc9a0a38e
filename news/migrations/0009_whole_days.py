"""The days of events of whole days, which had a clock until now: what their pages said."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations, models

#: The moments of an event, the columns of their days, and where on its day a moment lies.
EDGES = (("starts_at", "first_day", time.min), ("ends_at", "last_day", time(23, 59)))


def zone_named(name):
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def keep_days(apps, schema_editor):
    """Each event keeps the days that readers saw, and lies from the first minute to the last."""
    for event in whole_days(apps, "Event"):
        zone = zone_named(event.time_zone)
        for moment, day, edge in EDGES:
            found = getattr(event, moment).astimezone(zone).date()
            setattr(event, day, found)
            setattr(event, moment, datetime.combine(found, edge, zone).astimezone(UTC))
        event.save(update_fields=[name for moment, day, _ in EDGES for name in (moment, day)])


def keep_days_of_versions(apps, schema_editor):
    """A version says what was stored then: its moments stay, its days are told beside them."""
    for version in whole_days(apps, "HistoricalEvent"):
        zone = zone_named(version.time_zone)
        for moment, day, _edge in EDGES:
            setattr(version, day, getattr(version, moment).astimezone(zone).date())
        version.save(update_fields=[day for _moment, day, _edge in EDGES])


def whole_days(apps, name):
    return apps.get_model("news", name)._base_manager.filter(all_day=True).order_by("pk")


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0008_home_zone'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='first_day',
            field=models.DateField(blank=True, null=True, verbose_name='first day'),
        ),
        migrations.AddField(
            model_name='event',
            name='last_day',
            field=models.DateField(blank=True, null=True, verbose_name='last day'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='first_day',
            field=models.DateField(blank=True, null=True, verbose_name='first day'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='last_day',
            field=models.DateField(blank=True, null=True, verbose_name='last day'),
        ),
        migrations.RunPython(keep_days, migrations.RunPython.noop),
        migrations.RunPython(keep_days_of_versions, migrations.RunPython.noop),
    ]
