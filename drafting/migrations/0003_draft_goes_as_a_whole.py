"""RESTRICT allows what PROTECT would not: that a draft is deleted together with its versions, the present one included."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafting", "0002_cache_table")]
    operations = [
        migrations.AlterField(
            model_name="draft",
            name="current",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="drafting.draftversion",
                verbose_name="今の版",
            ),
        )
    ]
