"""What is asked once of a picture that the public is to see: whose it is, and on what terms."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from editorial.pictures.fields import Pictured, PictureField
from editorial.records.doubts import CHECKS, Doubt
from editorial.records.wording import Guarded
from editorial.texts.differences import caption


class PictureRights:
    """Doubts that a picture may be shown of which nobody says whose it is, or on what terms."""

    def doubts(self, obj: Any) -> Iterator[Doubt]:
        picture = picture_of(obj) if isinstance(obj, Pictured) else None
        if not picture:
            return
        is_asked = not isinstance(obj, Guarded) or obj.is_meant_for_the_public()
        for column, words in (
            ("picture_credit", gettext("The picture has no credit.")),
            ("picture_licence", gettext("The picture has no licence.")),
        ):
            if not getattr(obj, column):
                told = caption(obj._meta.get_field(column))
                yield Doubt("picture-rights", column, told, "", words, str(picture), is_asked, obj)


def picture_of(obj: Any) -> Any:
    """The picture of a record, empty if it has none yet."""
    fields = (field for field in obj._meta.fields if isinstance(field, PictureField))
    return next((getattr(obj, field.name) for field in fields), None)


CHECKS.append(PictureRights())
