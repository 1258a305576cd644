"""Importing: other systems' files become batches of drafts, which a person accepts or leaves."""

from assistant.importing.progress import Progress
from assistant.importing.report import Report
from assistant.importing.run import Importer

__all__ = ["Importer", "Progress", "Report"]
