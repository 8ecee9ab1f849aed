"""Secrets of second factors, until now readable in the database, are sealed: drafting/sealing.py.

No trace of the old text may stay in the file of the database, nor in the log beside it."""

from django.db import migrations, transaction

from drafting.sealing import is_sealed, seal, unseal


def seal_all(apps, schema_editor):
    _overwrite(schema_editor, "PRAGMA secure_delete = ON")
    _change_all(apps, lambda text: text if is_sealed(text) else seal(text))
    _overwrite(schema_editor, "PRAGMA wal_checkpoint(TRUNCATE)")


def open_all(apps, schema_editor):
    """Refused where one cannot be opened: better no way back than a second factor that is lost."""
    _change_all(apps, lambda text: unseal(text) if is_sealed(text) else text)


def _change_all(apps, change):
    with transaction.atomic():
        for one in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
            for key in {"secret", "seed"} & set(one.data):
                one.data[key] = change(one.data[key])
            one.save(update_fields=["data"])


def _overwrite(schema_editor, pragma):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(pragma)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("drafting", "0019_undone_steps"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, open_all)]
