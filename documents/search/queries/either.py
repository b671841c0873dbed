"""A word that names several regions or agencies, joined by 或, in; a group of these names out.

Words on no record stay as they are: texts have 光伏或风电 too.
"""

from documents.search.queries.negation import is_name, names_from
from documents.search.queries.parts import Reader
from documents.search.queries.syntax import Group, Item, Word, as_words, is_word
from documents.search.queries.word_edges import word_edges
from documents.search.words.folding import fold


def either_of(item: Item, reader: Reader) -> list[Item]:
    """The item; of a word such as 商务厅或海关的补贴 the group of the names and the words around it."""
    if not is_word(item) or "或" not in item.text:
        return [item]
    term = fold(item.text)
    for start in sorted(word_edges(term, reader.cutter)):
        names, end = names_from(term, start, reader)
        typed = term[start:end]
        if len(names) > 1 and "或" in typed and all(is_name(name, reader) for name in names):
            group = Group(tuple((Word(name),) for name in names), typed=typed)
            return [*as_words(term[:start]), group, *as_words(term[end:].removeprefix("的"))]
    return [item]
