from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0003_language_of_a_talk")]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="out_at",
            field=models.DateTimeField(blank=True, help_text="taken out: taught and asked no more", null=True),
        ),
        migrations.AddField(
            model_name="lesson",
            name="changed_at",
            field=models.DateTimeField(blank=True, help_text="who took it before has it to take again", null=True),
        ),
        migrations.AddField(model_name="lesson", name="out_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(model_name="card", name="out_at", field=models.DateTimeField(blank=True, null=True)),
    ]
