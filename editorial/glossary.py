"""The glossary: words whose wording in each language is settled."""


class Glossary:
    """All entries, ready to be looked for."""


def glossary() -> Glossary:
    """The glossary as it is stored."""
    return Glossary()
