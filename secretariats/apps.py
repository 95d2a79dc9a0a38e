from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatsConfig(AppConfig):
    name = "secretariats"
    verbose_name = _("Offices and staff")

    def ready(self) -> None:
        from secretariats import designations  # checks texts, once models are known

        del designations
