from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0008_stored_files")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="unused_since",
            field=models.DateTimeField(blank=True, null=True, help_text="no mail and no template has it any more"),
        ),
    ]
