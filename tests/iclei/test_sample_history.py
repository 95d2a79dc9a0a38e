from io import StringIO

import pytest
from django.core.management import call_command

from editorial.records.history import tracked_models, versions_of
from secretariats.models import Staff


@pytest.mark.django_db
def test_loading_keeps_one_version_of_each_record_and_twice_no_more():
    for _ in range(2):
        call_command("load_sample", stdout=StringIO())
        for model in set(tracked_models()) - {Staff}:  # users come as such from a file
            kept = versions_of(model).values_list("id", "history_type", "history_user")
            assert sorted(kept) == [(key, "+", None) for key in sorted(keys_of(model))]


def keys_of(model) -> list[int]:
    return list(model.objects.values_list("pk", flat=True))
