"""What became of an event: all that there are take place as planned."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0011_plain_labels'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='previous_first_day',
            field=models.DateField(blank=True, help_text='The old dates of an event that has new ones. They are kept by themselves when you change the dates of an event and choose “Moved to new dates”.', null=True, verbose_name='was planned from'),
        ),
        migrations.AddField(
            model_name='event',
            name='previous_last_day',
            field=models.DateField(blank=True, help_text='Empty: one day.', null=True, verbose_name='was planned until'),
        ),
        migrations.AddField(
            model_name='event',
            name='previous_time',
            field=models.TimeField(blank=True, help_text='By the clock of its place. Empty for whole days.', null=True, verbose_name='was planned to start at'),
        ),
        migrations.AddField(
            model_name='event',
            name='state',
            field=models.CharField(choices=[('planned', 'As planned'), ('moved', 'Moved to new dates'), ('postponed', 'Postponed, new date not yet known'), ('cancelled', 'Cancelled')], db_default='planned', default='planned', help_text='Whichever you choose, the page stays public and says so, as do lists and calendars. If new dates are known, write them where the old ones stood.', max_length=9, verbose_name='state of the event'),
        ),
        migrations.AddField(
            model_name='event',
            name='state_note',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='event',
            name='state_note_en',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='event',
            name='state_note_ja',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='event',
            name='state_note_ko',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='event',
            name='state_note_zh_hans',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='event',
            name='state_note_zh_hant',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='previous_first_day',
            field=models.DateField(blank=True, help_text='The old dates of an event that has new ones. They are kept by themselves when you change the dates of an event and choose “Moved to new dates”.', null=True, verbose_name='was planned from'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='previous_last_day',
            field=models.DateField(blank=True, help_text='Empty: one day.', null=True, verbose_name='was planned until'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='previous_time',
            field=models.TimeField(blank=True, help_text='By the clock of its place. Empty for whole days.', null=True, verbose_name='was planned to start at'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='state',
            field=models.CharField(choices=[('planned', 'As planned'), ('moved', 'Moved to new dates'), ('postponed', 'Postponed, new date not yet known'), ('cancelled', 'Cancelled')], db_default='planned', default='planned', help_text='Whichever you choose, the page stays public and says so, as do lists and calendars. If new dates are known, write them where the old ones stood.', max_length=9, verbose_name='state of the event'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='state_note_en',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='state_note_ja',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='state_note_ko',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='state_note_zh_hans',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='state_note_zh_hant',
            field=models.CharField(blank=True, db_default='', default='', help_text='For readers, a sentence: why, or what becomes of registrations. It is shown while the event is not as planned.', max_length=300, null=True, verbose_name='note on the state of the event'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('previous_last_day', None), ('previous_last_day__gte', models.F('previous_first_day')), _connector='OR'), name='news_event_was_planned_until', violation_error_message='It was not planned to end before it starts.'),
        ),
    ]
