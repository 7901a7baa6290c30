import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("leads", "0012_last_touch"),
        ("qualification", "0006_topics"),
        ("team", "0002_logintry"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadScore",
            fields=[
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="score",
                        serialize=False,
                        to="leads.lead",
                    ),
                ),
                ("points", models.PositiveSmallIntegerField()),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="team.workspace",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["workspace", "points", "lead"], name="leads_by_score")]},
        ),
        migrations.CreateModel(
            name="ScoreRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("basis", models.CharField(blank=True, help_text="the model, or the rules of fit", max_length=80)),
                (
                    "upto",
                    models.BigIntegerField(default=0, help_text="the number of the last lead that was scored"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("tenth", models.PositiveSmallIntegerField(null=True)),
                ("quarter", models.PositiveSmallIntegerField(null=True)),
                ("half", models.PositiveSmallIntegerField(null=True)),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.workspace"
                    ),
                ),
            ],
        ),
    ]
