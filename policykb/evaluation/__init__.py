"""How well the stages do: gold files and what is found in the same texts → precision, recall and F1 by field."""

from policykb.evaluation.gold import Gold, find_gold, read_gold
from policykb.evaluation.report import Result, as_json, evaluate, lines
from policykb.evaluation.scoring import Score, compare_facts, total

__all__ = [
    "Gold",
    "Result",
    "Score",
    "as_json",
    "compare_facts",
    "evaluate",
    "find_gold",
    "lines",
    "read_gold",
    "total",
]
