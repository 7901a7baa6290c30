from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_talks")]

    operations = [
        migrations.AddField(
            model_name="talk",
            name="language",
            field=models.CharField(db_default="en", default="en", max_length=2),
        ),
    ]
