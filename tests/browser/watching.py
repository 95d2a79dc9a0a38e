"""Pages that are watched: what a reader would not see go wrong fails the test."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

#: Addresses that ask no host for anything.
WITHIN_THE_PAGE = ("data:", "blob:", "about:")


class Watch:
    """Writes down errors and warnings of pages, requests to other hosts, and failed answers.

    What the Content-Security-Policy forbids is among the errors of the console.
    """

    def __init__(self, context: BrowserContext, site: str, expecting: int | None) -> None:
        self.complaints: list[str] = []
        self.site = site
        self.expecting = expecting
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        context.on("request", self.follow)
        context.on("requestfailed", self.miss)
        context.on("response", self.check)

    def hear(self, message) -> None:
        """An answer with an error is in ``check``, with its address."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.type} on {message.page.url}: {message.text}")

    def follow(self, request) -> None:
        if not request.url.startswith((f"{self.site}/", *WITHIN_THE_PAGE)):
            self.complaints.append(f"asked another host: {request.url}")

    def miss(self, request) -> None:
        """A picture whose page was left before it came is none."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"no answer: {request.url}: {request.failure}")

    def check(self, response) -> None:
        if response.status >= 400 and response.status != self.expecting:
            self.complaints.append(f"answered {response.status}: {response.url}")


@contextmanager
def watched_page(
    browser: Browser, site: str, *, expecting: int | None = None, **options
) -> Iterator[Page]:
    """A page in a context of its own, with Playwright's ``options``.

    ``expecting`` is the one status of failure that the test provokes.
    """
    with browser.new_context(base_url=site, **options) as context:
        watch = Watch(context, site, expecting)
        yield context.new_page()
    assert not watch.complaints, "\n".join(watch.complaints)
