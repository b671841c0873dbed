"""After a command that changed records: what search by meaning lacks, made while it is little."""

from documents.search.meaning.filling import fill, number_lacking

AT_ONCE = 300  # entries, which take a minute or two


def meaning_in_step() -> str:
    """Make vectors of the entries that lack them, of a few; what a command says of it, "" where there is nothing."""
    lacking = number_lacking()
    if not lacking:
        return ""
    left = lacking - fill(most=AT_ONCE)
    return f"Meaning: {lacking - left} entries made vectors of" + (
        f"; {left} left to rebuild_meaning." if left else "."
    )
