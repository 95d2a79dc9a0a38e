"""What rows say by a source, and how sure that is."""

from typing import Any


class Claim:
    """A row with a ``source`` and a ``certainty``."""

    source: Any
    certainty: Any

    @property
    def is_verified(self) -> bool:
        """Whether somebody has read it in the source, which is named and was compared."""
        return self.certainty == "seen" and self.source is not None and self.source.is_verified
