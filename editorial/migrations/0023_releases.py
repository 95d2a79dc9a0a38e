
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0022_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='decision',
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('scheduled', 'accepted for a moment to come'), ('accepted', 'accepted'), ('partly', 'partly accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='open', max_length=9, verbose_name='state'),
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'waiting for its moment'), ('done', 'carried out'), ('stopped', 'stopped')], default='waiting', max_length=7)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('trouble', models.CharField(blank=True, choices=[('conflict', 'Somebody changed the same since it was accepted.'), ('gone', 'The record was deleted since it was accepted.'), ('refused', 'What was accepted is not allowed any more.'), ('power', 'Whoever accepted it may not publish here any more.'), ('withdrawn', 'It was withdrawn by whoever proposed it.'), ('back', 'It was taken back before its moment.'), ('error', 'It could not be stored. The operators can read why.')], default='', max_length=9)),
                ('words', models.CharField(blank=True, default='', max_length=500)),
                ('about', models.CharField(blank=True, default='', max_length=300)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='proposal',
            name='release',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='editorial.release'),
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['state', 'due_at'], name='editorial_release_due'),
        ),
    ]
