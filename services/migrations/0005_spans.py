"""When editions are public, in narrow rows beside them; what is there already is filled in after `migrate`."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0004_search_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceSpan',
            fields=[
                ('slug', models.SlugField(db_index=False, max_length=80)),
                ('title', models.CharField(max_length=250)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='span', serialize=False, to='services.serviceedition')),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('category', models.CharField(blank=True, max_length=60)),
                ('agency', models.CharField(blank=True, max_length=60)),
                ('offices', models.TextField(blank=True)),
                ('documents', models.TextField(blank=True)),
                ('is_free', models.BooleanField(default=False)),
                ('online_apply', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'verbose_name': 'masa berlaku edisi layanan',
                'verbose_name_plural': 'masa berlaku edisi layanan',
            },
        ),
        migrations.AlterField(
            model_name='serviceedition',
            name='live_from',
            field=models.DateTimeField(verbose_name='berlaku sejak'),
        ),
        migrations.AddIndex(
            model_name='serviceedition',
            index=models.Index(fields=['live_from', 'number', 'digest'], name='serviceedition_news'),
        ),
        migrations.AddField(
            model_name='servicespan',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='services.service'),
        ),
        migrations.AddIndex(
            model_name='servicespan',
            index=models.Index(fields=['category', 'position', 'edition', 'live_from', 'live_until'], name='servicespan_shelf'),
        ),
    ]
