"""The index of the library's words on SQLite; filled behind every migrate: models/word_index.py."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE drafting_pairs USING fts5(pairs, tokenize='ascii')")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE drafting_pairs")


class Migration(migrations.Migration):
    dependencies = [("drafting", "0005_import_batches")]
    operations = [migrations.RunPython(make, drop)]
