import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0004_answer_time"),
        ("team", "0002_logintry"),
    ]

    operations = [
        migrations.AddField(
            model_name="opportunity",
            name="won_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.CreateModel(
            name="DealShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part_bp", models.PositiveIntegerField(help_text="in basis points: 2500 is a quarter")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="team.member"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deal_shares", to="team.member"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="pipeline.opportunity"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            model_name="dealshare",
            constraint=models.UniqueConstraint(fields=("opportunity", "member"), name="one_share_a_member"),
        ),
        migrations.AddConstraint(
            model_name="dealshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("part_bp__range", (1, 9999))), name="a_share_is_a_part"
            ),
        ),
    ]
