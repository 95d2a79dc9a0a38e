"""Conversion: a draft in one Chinese script from a text in the other."""

import re
from functools import cache
from typing import Any

from django.db import models
from modeltranslation.translator import translator
from opencc import OpenCC

from editorial.glossary import Glossary
from editorial.languages import Language

TAG = re.compile(r"(<[^<>]*>)")
WAYS = {("zh-hans", "zh-hant"): "s2twp", ("zh-hant", "zh-hans"): "tw2sp"}


@cache
def opened(tables: str) -> OpenCC:
    """OpenCC with its tables: opening them takes longer than a conversion."""
    return OpenCC(tables)


def converted_fields(model: type[models.Model]) -> list[str]:
    """The translated texts of ``model`` that may be sent to conversion."""
    options: Any = translator.get_options_for_model(model)
    kept = getattr(options, "never_converted", ())
    return [name for name in options.fields if name not in kept]


def converted(text: str, source: Language, target: Language, terms: Glossary) -> str:
    """``text``, plain or rich, from one Chinese script into the other."""
    tables = opened(WAYS[source.code, target.code])
    parts = TAG.split(text)
    return "".join(part if at % 2 else tables.convert(part) for at, part in enumerate(parts))
