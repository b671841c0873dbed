import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0009_keep_texts_as_versions"),
    ]

    operations = [
        migrations.DeleteModel(
            name='DocumentText',
        ),
        migrations.AddField(
            model_name='document',
            name='text',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentversion', verbose_name='现行文本'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='text',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.documentversion', verbose_name='现行文本'),
        ),
    ]
