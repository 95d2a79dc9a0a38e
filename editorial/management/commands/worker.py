"""Sends the mails, does the jobs and releases what is due, until it is stopped."""

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from editorial.backoffice.digest import send_digests
from editorial.jobs.lanes import Lane, Shift
from editorial.jobs.retention import forget_old_jobs
from editorial.jobs.running import JobLane, release_jobs
from editorial.jobs.workers import Presence
from editorial.links.retention import forget_old_links
from editorial.outbox.delivering import MailLane, release_mails
from editorial.outbox.retention import forget_old_mails
from editorial.proposals.releasing import ReleaseLane


class Command(BaseCommand):
    help = "Send mails, do jobs, release what is due, until stopped (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="end when the process ends that started this one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        presence = Presence()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: presence.stopping.set())
        lanes: list[Lane] = [MailLane(presence), JobLane(presence), ReleaseLane(presence)]
        releases = [release_mails, release_jobs]
        tidyings = [forget_old_mails, forget_old_jobs, forget_old_links, send_digests]
        shift = Shift(presence, lanes, releases, tidyings)
        if options["with_parent"]:
            shift.end_with_parent()
        if options["verbosity"]:
            self.stdout.write(f"Worker {presence.name} sends mails and does jobs.")
            self.stdout.flush()
        shift.work()
        # What is still at work is left to the next worker: the file that says so stays.
        self.stdout.flush()
        os._exit(0)
