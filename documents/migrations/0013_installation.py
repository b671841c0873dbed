import uuid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The one row, with a random key."""
    apps.get_model("documents", "Installation").objects.get_or_create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0012_removals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('number', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False, verbose_name='编号')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='标识')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
            ],
            options={
                'verbose_name': '安装',
                'verbose_name_plural': '安装',
                'constraints': [models.CheckConstraint(condition=models.Q(('number', 1)), name='one_installation')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=False),
    ]
