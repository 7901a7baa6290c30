"""The criteria that shipped so far learn what they are about."""

from django.db import migrations

SHIPPED = ("size", "industry", "affordability", "urgency", "fit")


def name_topics(apps, _schema):
    criteria = apps.get_model("qualification", "Criterion")
    for code in SHIPPED:
        criteria.objects.filter(code=code, topic="").update(topic=code)


class Migration(migrations.Migration):

    dependencies = [("qualification", "0005_frameworks_and_rules_of_return")]

    operations = [migrations.RunPython(name_topics, migrations.RunPython.noop)]
