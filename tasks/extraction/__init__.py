"""Structured documents in, tasks with duties, targets, deadlines and citations out."""

from tasks.extraction.extractor import extract

__all__ = ["extract"]
