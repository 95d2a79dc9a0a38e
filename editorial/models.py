"""For Django alone, which looks here for the models of the app; each stands in its package."""

from editorial.accounts.models import User
from editorial.exchange.models import Exchange
from editorial.finding.models import SearchName, SearchText
from editorial.jobs.models import Job, Worker
from editorial.links.models import AccessLink
from editorial.notices.models import DigestDay, Notice, NoticeChoice
from editorial.outbox.models import Mail, Suppression
from editorial.proposals.models import Proposal, ProposedChange, Release
from editorial.records.models import DoubtAnswer, LoadedRecord, TakenStep
from editorial.screens.models import Presence, SavedFilter
from editorial.sheets.models import Import, ImportRow
from editorial.translations.models import (
    ConvertedText,
    GlossaryEntry,
    TranslationReview,
    TranslationStatus,
)

__all__ = [
    "AccessLink",
    "ConvertedText",
    "DigestDay",
    "DoubtAnswer",
    "Exchange",
    "GlossaryEntry",
    "Import",
    "ImportRow",
    "Job",
    "LoadedRecord",
    "Mail",
    "Notice",
    "NoticeChoice",
    "Presence",
    "Proposal",
    "ProposedChange",
    "Release",
    "SavedFilter",
    "SearchName",
    "SearchText",
    "Suppression",
    "TakenStep",
    "TranslationReview",
    "TranslationStatus",
    "User",
    "Worker",
]
