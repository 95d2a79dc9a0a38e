"""Stores the import that is being stored, in a process of its own that may be killed.

``python -m tests.editorial.sheets.storing`` with the DATABASE_URL of a database that has one.
"""

import django

django.setup()

from django.contrib.admin import site
from django.test import RequestFactory

from editorial.sheets.importing import store_import
from editorial.sheets.models import Import
from editorial.sheets.record_sheet import RecordSheet


def main() -> None:
    made = Import.objects.get(state=Import.State.APPLYING)
    request = RequestFactory().get("/")
    request.user = made.user
    print("storing", flush=True)
    store_import(made, RecordSheet(site.get_model_admin(made.model), request))


if __name__ == "__main__":
    main()
