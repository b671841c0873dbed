"""The examples in the docstrings of the pure modules are run and true, and no folder is without."""

import doctest
import importlib
import io
import pkgutil
from types import ModuleType

import pytest

# Packages, with all modules in them, and single modules
PURE = [
    "documents.text",
    "documents.structure",
    "documents.agencies",
    "documents.collation",
    "documents.search.words",
    "documents.search.closeness",
    "documents.search.queries.negation",
    "documents.search.queries.parsing",
    "documents.search.queries.query",
    "documents.search.queries.questions",
    "documents.search.queries.doubts",
    "documents.search.slips.edits",
    "documents.search.slips.homophones",
    "documents.search.slips.known_words",
    "documents.search.slips.pinyin",
    "documents.search.slips.similar",
    "documents.search.slips.sounds",
    "tasks.extraction",
    "tasks.indicators",
    "tasks.occurrences",
]


def modules_within(name: str) -> list[str]:
    """The module of this name and, if it is a package, every module in it."""
    path = getattr(importlib.import_module(name), "__path__", [])
    return [name, *(module.name for module in pkgutil.walk_packages(path, f"{name}."))]


def examples(module: ModuleType) -> list[doctest.DocTest]:
    """The docstrings with examples of a module and of its own functions and classes."""
    return [found for found in doctest.DocTestFinder().find(module) if found.examples]


def with_examples(name: str) -> list[str]:
    """The modules within a package that have examples."""
    return [module for module in modules_within(name) if examples(importlib.import_module(module))]


@pytest.mark.parametrize("name", [module for name in PURE for module in with_examples(name)])
def test_the_examples_of_a_module_are_true(name: str) -> None:
    report = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False)
    for example in examples(importlib.import_module(name)):
        runner.run(example, out=report.write)
    assert not runner.failures, report.getvalue()


def test_no_folder_is_without_examples() -> None:
    assert [name for name in PURE if not with_examples(name)] == []
