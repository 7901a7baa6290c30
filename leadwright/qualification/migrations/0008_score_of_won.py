from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("qualification", "0007_lead_scores"),
    ]

    operations = [
        migrations.AddField(
            model_name="scoremodel",
            name="of",
            field=models.CharField(
                choices=[("Qualified", "to be qualified"), ("Won", "to be won")], default="Qualified", max_length=9
            ),
        ),
        migrations.RemoveIndex(model_name="scoremodel", name="score_models_newest"),
        migrations.AddIndex(
            model_name="scoremodel",
            index=models.Index(fields=["workspace", "of", "-at"], name="score_models_newest_of"),
        ),
    ]
