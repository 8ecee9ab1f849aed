"""A published edition is changed nowhere: triggers back what save(), update() and delete() refuse; and the shared cache."""

from django.core.management import call_command
from django.db import migrations

KINDS = (
    "theme source fact quotation argument demand addressee term advice note figure housestyle".split()
)
MESSAGE = "a published edition is never changed"


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    frozen = "IN ('published', 'withdrawn')"
    schema_editor.execute(
        f"""CREATE TRIGGER drafting_edition_frozen BEFORE UPDATE OF entry_id, number, title, reason, content_hash, origin
        ON drafting_edition WHEN OLD.state {frozen} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    )
    for kind in KINDS:
        schema_editor.execute(
            f"""CREATE TRIGGER drafting_{kind}_frozen BEFORE UPDATE ON drafting_{kind}edition
            WHEN (SELECT state FROM drafting_edition WHERE id = OLD.edition_ptr_id) {frozen}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        )
    for table in ("drafting_draftversion",):
        schema_editor.execute(
            f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE OF draft_id, number, content, content_hash ON {table}
            BEGIN SELECT RAISE(ABORT, 'a version of a draft is never changed'); END"""
        )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for kind in KINDS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS drafting_{kind}_frozen")
    for name in ("drafting_edition_frozen", "drafting_draftversion_frozen"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_first")]
    operations = [
        migrations.RunPython(freeze, thaw),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
