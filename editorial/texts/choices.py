"""Fields that hold one of a few values: those of the code, or the codes of a table."""

from typing import Any


def has_choices(field: Any) -> bool:
    """Whether a field of a model holds one of a few values, which its ``flatchoices`` name."""
    return bool(field.choices) or getattr(field, "has_coded_choices", False)
