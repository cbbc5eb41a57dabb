"""Reading: published reports in files, from any of the formats in which they are met."""

from .files import SUFFIXES, UnreadableFile, found, read_report, read_reports, source_of

__all__ = ["SUFFIXES", "UnreadableFile", "found", "read_report", "read_reports", "source_of"]
