from django.db import migrations, models


def vouch(apps, schema_editor):
    """Accounts that are there were given by an administrator: switching mail on must lock nobody out."""
    addresses = apps.get_model("account", "EmailAddress")
    for user in apps.get_model("drafting", "User").objects.all().iterator():
        addresses.objects.filter(user_id=user.pk).exclude(email=user.email).delete()
        addresses.objects.update_or_create(
            user_id=user.pk, email=user.email, defaults={"primary": True, "verified": True}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0013_style_proposals"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_seed",
            field=models.CharField(blank=True, editable=False, max_length=32, verbose_name="端末の合い言葉"),
        ),
        migrations.RunPython(vouch, migrations.RunPython.noop),
    ]
