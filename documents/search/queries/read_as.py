"""Reading: a piece of what was typed that is read as something else, which the page says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, what it is read as (as a person may type it), and the kind of rule that reads it so: numeral,
    year, negation, spelling, pinyin, english, regional …

    >>> Reading("二〇三〇年", "2030年", "numeral").read_as
    '2030年'
    """

    typed: str
    read_as: str
    kind: str
