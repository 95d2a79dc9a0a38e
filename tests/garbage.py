"""When Python looks for garbage in a run of tests: between files, and hardly ever within one.

What a run has loaded stays until its end: modules, tests, templates, catalogues. To look through
all of it again and again for what could go took a fifth of the processor.
"""

import gc
from typing import Any

import pytest

#: New objects until the youngest are looked through; how often these, and their elders, before the
#: next. The eldest are looked through between files alone.
THRESHOLDS = (10_000, 20, 1_000)


class Garbage:
    """A plugin of pytest that looks after a file, and leaves out from then on what has stayed."""

    def pytest_collection_finish(self) -> None:
        gc.set_threshold(*THRESHOLDS)
        leave_out_what_stays()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: Any) -> None:
        if nextitem is None or nextitem.path != item.path:
            leave_out_what_stays()


def leave_out_what_stays() -> None:
    gc.collect()
    gc.freeze()
