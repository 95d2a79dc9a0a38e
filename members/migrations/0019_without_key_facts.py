"""Our code knows key facts and sources in words no more. Their columns stay until the next version."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0018_key_facts_become_facts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("member", "population_source"),
                migrations.RemoveField("historicalmember", "population_source"),
                migrations.RenameField("member", "population_from", "population_source"),
                migrations.RenameField("historicalmember", "population_from", "population_source"),
                migrations.AlterField(
                    "member",
                    "population_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="populations",
                        to="members.source",
                        verbose_name="source of the population",
                    ),
                ),
                migrations.AlterField(
                    "historicalmember",
                    "population_source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="members.source",
                        verbose_name="source of the population",
                    ),
                ),
                migrations.DeleteModel("HistoricalKeyFact"),
                migrations.DeleteModel("KeyFact"),
            ],
        ),
    ]
