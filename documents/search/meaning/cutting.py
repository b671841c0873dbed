"""An entry's text → the passages that stand for it, and their digest: what a vector is made of, and of which text."""

import re
from hashlib import sha256

LENGTH = 100  # characters of a passage, or a little more: whole sentences
MOST = 40  # passages of one entry; what follows is not found by meaning
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def passages_of(title: str, body: str) -> list[str]:
    """Whole sentences of the body, as many as fill LENGTH; the title where there is no body.

    >>> passages_of("禁渔", "")
    ['禁渔']
    """
    passages = [""]
    for match in SENTENCE.finditer(body):
        for piece in pieces(match[0].strip()):
            if passages[-1] and len(passages[-1]) + len(piece) > LENGTH:
                passages.append("")
            passages[-1] += piece
    return [passage for passage in passages if passage][:MOST] or [title[:LENGTH]]


def pieces(sentence: str) -> list[str]:
    """A sentence far longer than a passage in pieces of its length, cut at a comma where there is one."""
    found = []
    while len(sentence) > LENGTH * 3 // 2:
        end = max(sentence.rfind(mark, LENGTH // 2, LENGTH) for mark in "，、,") + 1 or LENGTH
        found.append(sentence[:end])
        sentence = sentence[end:]
    return [*found, sentence]


def digest_of(passages: list[str]) -> str:
    """What tells these passages from any others."""
    return sha256("\n".join(passages).encode("utf-8", "replace")).hexdigest()
