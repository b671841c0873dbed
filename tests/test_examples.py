"""The examples in the docstrings of the pure modules are run and true."""

import doctest
import importlib
import io
import pkgutil
from types import ModuleType

import pytest

FOLDERS = [
    "documents.text",
    "documents.structure",
    "documents.agencies",
    "documents.collation",
    "documents.search.words",
    "tasks.extraction",
]
MODULES = [
    "documents.search.queries.parsing",
    "documents.search.queries.query",
    "documents.search.queries.questions",
    "documents.search.queries.spelling",
]


def names_within(folder: str) -> list[str]:
    """The names of a package and of every module in it."""
    package = importlib.import_module(folder)
    return [folder, *(module.name for module in pkgutil.walk_packages(package.__path__, f"{folder}."))]


def examples(module: ModuleType) -> list[doctest.DocTest]:
    """The docstrings of a module's own functions and classes that have examples."""
    return [found for found in doctest.DocTestFinder(exclude_empty=True).find(module) if found.examples]


def with_examples() -> list[str]:
    """The names of the modules that have examples."""
    names = [name for folder in FOLDERS for name in names_within(folder)] + MODULES
    return [name for name in names if examples(importlib.import_module(name))]


@pytest.mark.parametrize("name", with_examples())
def test_the_examples_of_a_module_are_true(name: str) -> None:
    report = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False)
    for example in examples(importlib.import_module(name)):
        runner.run(example, out=report.write)
    assert not runner.failures, report.getvalue()
