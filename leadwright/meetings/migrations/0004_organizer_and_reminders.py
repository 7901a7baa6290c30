import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0008_stored_files"),
        ("meetings", "0003_visitors_and_hosted_calendars"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="organizer",
            field=models.ForeignKey(
                blank=True,
                help_text="the address that invited the lead: every change of it and every answer goes by it",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="channels.mailbox",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="reminded_again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="queue",
            name="remind_again_minutes",
            field=models.PositiveSmallIntegerField(default=60, help_text="and another; 0 is none"),
        ),
        migrations.AddField(
            model_name="queue",
            name="remind_hours",
            field=models.PositiveSmallIntegerField(default=24, help_text="before it a reminder goes out; 0 is none"),
        ),
    ]
