"""A query tree in the cluster's JSON, kept within what the cluster takes."""

from collections.abc import Iterator
from typing import Any

from documents.search.engines.query_bodies import clause, ranked
from documents.search.expressions import NOTHING, Phrase, Without, any_of, substring, tag


def leaves(body: Any) -> Iterator[str]:
    """The names of all queries within one."""
    if isinstance(body, dict):
        for name, value in body.items():
            if name in ("term", "terms", "match_phrase", "match_none", "match_all"):
                yield name
            else:
                yield from leaves(value)
    elif isinstance(body, list):
        for each in body:
            yield from leaves(each)


def test_very_many_tags_are_one_condition() -> None:
    node = any_of([substring("绿电直连"), *(tag(f"d{number}") for number in range(50_000))])
    assert list(leaves(clause(node))) == ["terms", "match_phrase"]


def test_what_matches_nothing_and_what_excludes() -> None:
    assert list(leaves(clause(NOTHING))) == ["match_none"]
    body = clause(Without(tag("a7"), substring("绿电")))
    assert list(leaves(body["bool"]["must_not"])) == ["term"]


def test_a_very_long_query_is_ranked_by_its_rarest_parts() -> None:
    parts = [(Phrase((f"词{number}",)), float(number)) for number in range(1000)]
    body = ranked(parts[0][0], parts)
    assert len(list(leaves(body))) < 1000
    assert "词999" in str(body) and "词1'" not in str(body["bool"]["should"])


def test_by_title_only_titles_count() -> None:
    body = ranked(substring("绿电"), [(substring("绿电直连"), 2.0)], by_title=True)
    assert "words" not in str(body["bool"]["should"]) and "'title'" in str(body["bool"]["should"])
