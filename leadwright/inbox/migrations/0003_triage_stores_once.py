import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0005_fewer_indexes"),
        ("inbox", "0002_snoozing"),
    ]

    operations = [
        migrations.AddField(
            model_name="triage",
            name="message",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="conversations.message"
            ),
        ),
        migrations.AlterField(
            model_name="triage",
            name="raw",
            field=models.BinaryField(help_text="empty once it belongs to somebody: then the message keeps it"),
        ),
    ]
