"""The tests stand where what they test stands: those of documents/text in tests/documents/text."""

import ast

from tests.cases import ROOT

APPS = ("documents", "tasks", "policykb")


def test_each_folder_of_tests_has_the_folder_it_tests() -> None:
    folders = {
        file.parent.relative_to(ROOT / "tests") for app in APPS for file in (ROOT / "tests" / app).rglob("test_*.py")
    }
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder).is_dir()] == []


def test_no_two_modules_of_an_app_have_one_name() -> None:
    """Django's own names, and what the site, its models and its admin say of one thing, stand apart."""
    for app in APPS:
        files = [file.relative_to(ROOT) for file in (ROOT / app).rglob("*.py") if file.stem != "__init__"]
        apart = {"models", "admin", "migrations", "commands"}
        names = [file.stem for file in files if not apart & set(file.parts[:-1])]
        assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_no_module_is_longer_than_one_can_read() -> None:
    lengths = {file: len(file.read_text("utf-8").splitlines()) for app in APPS for file in (ROOT / app).rglob("*.py")}
    assert {
        str(file): length for file, length in lengths.items() if length > 250 and "migrations" not in file.parts
    } == {}


def test_no_function_is_longer_than_one_can_read() -> None:
    """Thirty lines, not counting what its docstring says."""
    long = []
    for app in APPS:
        for file in (ROOT / app).rglob("*.py"):
            tree = ast.parse(file.read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and "migrations" not in file.parts:
                    docstring = node.body[0] if ast.get_docstring(node) else None
                    said = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
                    if (node.end_lineno or 0) - node.lineno + 1 - said > 30:
                        long.append(f"{file.name} {node.name}")
    assert long == []
