"""When editions are public, in narrow rows beside them; what is there already is filled in after `migrate`."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('faq', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuestionSpan',
            fields=[
                ('slug', models.SlugField(db_index=False, max_length=80)),
                ('title', models.CharField(max_length=250)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='span', serialize=False, to='faq.questionedition')),
                ('topic', models.CharField(blank=True, max_length=60)),
                ('service', models.CharField(blank=True, max_length=80)),
                ('related_services', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'masa berlaku edisi tanya jawab',
                'verbose_name_plural': 'masa berlaku edisi tanya jawab',
            },
        ),
        migrations.AlterField(
            model_name='questionedition',
            name='live_from',
            field=models.DateTimeField(verbose_name='berlaku sejak'),
        ),
        migrations.AddIndex(
            model_name='questionedition',
            index=models.Index(fields=['live_from', 'number', 'digest'], name='questionedition_news'),
        ),
        migrations.AddField(
            model_name='questionspan',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='faq.question'),
        ),
        migrations.AddIndex(
            model_name='questionspan',
            index=models.Index(fields=['position', 'edition'], name='questionspan_order'),
        ),
    ]
