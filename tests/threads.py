"""Two people at the same moment."""

from threading import Barrier, Thread

from django.db import connection


def at_once(act) -> list:
    """What ``act(0)`` and ``act(1)`` give, each in a thread of its own, started together."""
    start, answers = Barrier(2), [None, None]

    def run(index: int) -> None:
        start.wait()
        try:
            answers[index] = act(index)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[index]) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
