"""What signing in leaves behind, and what no screen makes any more but tables have room for."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from tests.upgrades.kinds import model, records
from tests.upgrades.worker import Worker

LANGUAGES = ("en", "zh-hant", "ko", "ja", "zh-hans")
#: What a passkey of a browser looks like in the table; nobody holds its private half.
CREDENTIAL = {"id": "AAECAw", "rawId": "AAECAw", "type": "public-key", "response": {}}


def second_factors(admin: Worker, editor: Worker) -> None:
    """An app with codes, codes on paper, and a passkey."""
    TOTP.activate(admin.user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(admin.user)
    passkey = {"name": "Laptop", "credential": CREDENTIAL}
    Authenticator.objects.create(user=editor.user, type="webauthn", data=passkey)


def colleagues(admin: Worker, editor: Worker) -> None:
    """Users of each language and role; one of them was switched off."""
    offices = records("office").filter(slug__in=["korea-office", "japan-office"]).order_by("pk")
    roles = ("translator", "editor", "publisher", "manager", "regional")
    for language, role in zip(LANGUAGES, roles, strict=True):
        name = {"username": f"upgrade-{role}", "display_name": f"Upgrade {role}", "is_active": "on"}
        own = {"interface_language": language, "email": f"{role}@example.org"}
        post = {"postings-0-secretariat": offices[0].pk, "postings-0-role": role}
        tongues = {"postings-0-languages": [language]} if role == "translator" else {}
        admin.add("staff user", **name, **own, **post, **tongues)
    gone = records("staff user").get(username="upgrade-publisher")
    admin.switch_off(gone)


def unused_tables(admin: Worker, editor: Worker) -> None:
    """Rows that come with packages: groups, permissions of users, addresses of mail."""
    group = Group.objects.create(name="Kept from before")
    group.permissions.add(Permission.objects.order_by("pk")[0])
    user = model("user").objects.get(pk=editor.user.pk)
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.order_by("pk")[1])
    address = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, sent=timezone.now(), key="upgrade")


def deletions(admin: Worker, editor: Worker) -> None:
    """A record of each kind that has a history is made and deleted."""
    office = records("office").get(slug="east-asia")
    area = records("area").get(code="KR")
    city = records("member").get(slug="suwon")
    indicator = records("indicator").get(code="upgrade-text")
    user = model("user").objects.create(username="gone", is_staff=True)
    variant = records("name not to be used").order_by("pk")[0]
    text = {"kind": "members.member", "key": city.pk, "field": "profile", "language": "en"}
    doomed = [
        ("theme", {"slug": "gone", "name_en": "Gone"}),
        ("area", {"code": "ZZ", "name_en": "Gone", "default_language": "en", "time_zone": "UTC"}),
        ("office", {"slug": "gone", "kind": "country_office", "name_en": "Gone"}),
        ("person", {"name_en": "Gone", "secretariat": office}),
        (
            "member",
            {
                "slug": "gone",
                "name_en": "Gone",
                "area": area,
                "secretariat": office,
                "level": "city",
            },
        ),
        ("term", {"member": city, "left_on": "1999-01-01"}),
        ("fact", {"member": city, "indicator": indicator, "wording_en": "Gone"}),
        ("choice", {"indicator": indicator, "code": "gone", "name_en": "Gone"}),
        ("indicator", {"code": "gone", "secretariat": office, "name_en": "Gone"}),
        ("posting", {"user": user, "secretariat": office, "role": "editor"}),
        ("name not to be used", {"area": area, "language": "en", "text": "Gone"}),
        ("proper name", {"area": area, "language": "ja", "text": "Gone House"}),
        ("exception for a name", {**text, "variant": variant, "reason": "Gone."}),
    ]
    for kind, values in doomed:
        model(kind)._default_manager.create(**values).delete()
    model("staff user")._default_manager.get(pk=user.pk).delete()


def all_deeds(admin: Worker, editor: Worker) -> None:
    """Everything above, in its order."""
    second_factors(admin, editor)
    colleagues(admin, editor)
    unused_tables(admin, editor)
    deletions(admin, editor)
