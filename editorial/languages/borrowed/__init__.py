"""Strings of other packages that we say in words of our own.

Their catalogues leave some of them in English, and say others in words that are not those of the
portal, or that mean something else. Whoever is named here is translated in our catalogues, which
win over those of the packages: ``make messages`` gathers what is named in these modules, as it does
what we say ourselves, and keeps it. `tests/field/test_borrowed_words.py` reads whatever packages
can put on a page, and says what is to be named here; what no package says any more is to go.

What they say in English is reworded in `locale/en/`, whose catalogues hold nothing else: our own
strings are English as they stand.
"""
