"""What a staff user may do at a screen."""

from dataclasses import dataclass

from editorial.languages import BY_CODE


@dataclass(frozen=True)
class Powers:
    """What a staff user may do with a record: ``languages`` are those whose columns are theirs."""

    write: bool = False
    publish: bool = False
    manage: bool = False
    languages: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        return self.write or bool(self.languages)


NO_POWERS = Powers()


ALL_POWERS = Powers(True, True, True, frozenset(BY_CODE))
