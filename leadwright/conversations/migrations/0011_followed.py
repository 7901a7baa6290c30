from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0010_fewer_indexes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('tracked', True)), fields=['workspace', 'at'], name='messages_followed'),
        ),
    ]
