from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0002_statements_and_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="credit",
            field=models.CharField(
                choices=[
                    ("owner", "did it"),
                    ("partner", "shared it"),
                    ("source", "brought the lead"),
                    ("correction", "correction"),
                ],
                default="owner",
                max_length=10,
            ),
        ),
    ]
