from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        # They register checks of the system, and of records, once models are known.
        from editorial.backoffice import checks
        from editorial.pictures import rights

        del checks, rights
