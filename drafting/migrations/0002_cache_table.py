"""The table of the cache that all processes share.  The triggers are put on behind every migrate: models/freezing.py."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_first")]
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
