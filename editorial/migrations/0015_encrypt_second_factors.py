"""Secrets of the second factor, which lay in clear, are encrypted under ``MFA_KEYS``."""

from django.db import migrations

from editorial.accounts.second_factors import changed, decrypt, encrypt


def change_all(apps, change):
    authenticators = apps.get_model("mfa", "Authenticator")
    for found in authenticators.objects.order_by("pk"):
        data = changed(found.data, change)
        authenticators.objects.filter(pk=found.pk).update(data=data)


def encrypt_all(apps, editor):
    change_all(apps, lambda text: encrypt(decrypt(text)))


def decrypt_all(apps, editor):
    change_all(apps, decrypt)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0014_jobs_and_outbox"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt_all, decrypt_all)]
