"""How many cells of the access matrix were tried, and in how many something leaked."""

from collections.abc import Callable, Iterable

#: What a test notes, and the summary of the run adds up.
CELLS, LEAKS = "access cells", "access leaks"


def noted(record: Callable[[str, int], None], tried: int, wrong: Iterable[str]) -> list[str]:
    """Note the outcome of a test; returns what was wrong."""
    found = list(wrong)
    record(CELLS, tried)
    record(LEAKS, len(found))
    return found


def summary(reports: Iterable) -> str:
    """The line at the end of a run; empty if no cell was tried."""
    sums = {CELLS: 0, LEAKS: 0}
    for report in reports:
        for name, number in getattr(report, "user_properties", ()):
            if name in sums:
                sums[name] += number
    if not sums[CELLS]:
        return ""
    return f"Access: {sums[CELLS]:,} cells tried, {sums[LEAKS]:,} leaks"
