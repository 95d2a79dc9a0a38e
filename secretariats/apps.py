from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatsConfig(AppConfig):
    name = "secretariats"
    verbose_name = _("Offices and staff")

    def ready(self) -> None:
        # One checks texts, one knows who decides, once models are known.
        from secretariats import deciders, designations

        del deciders, designations
