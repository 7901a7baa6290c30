from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0009_files_unused_since"),
        ("conversations", "0011_followed"),
        ("leads", "0014_import_pace"),
        ("team", "0002_logintry"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["lease_until"], condition=models.Q(("lease_until__isnull", False)), name="messages_under_lease"
            ),
        ),
        migrations.RemoveIndex(model_name="message", name="messages_leased"),
    ]
