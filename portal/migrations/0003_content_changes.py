from django.db import migrations, models


class Migration(migrations.Migration):

    """The trace of every change of what the public sees; see portal/page_cache."""

    dependencies = [
        ('portal', '0002_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'perubahan isi',
                'verbose_name_plural': 'perubahan isi',
                'default_permissions': (),
            },
        ),
    ]
