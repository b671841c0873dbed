"""Downloads: sent in parts, with a telling file name, and broken off where a part is missing."""

import re
from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from documents.text.printable import printable

BROKEN = "\r\n导出中断，文件不完整，请重新下载。\r\n"
LONGEST_NAME = 80
UNFIT = re.compile(r'[\s/\\:*?"<>|]+')  # for the name of a file


def download(request: HttpRequest, parts: Iterator[bytes], content_type: str, name: str) -> HttpResponseBase:
    """An answer with the parts as a file. An error before the first part gives an error page, a later one breaks it
    off."""
    sent = () if request.method == "HEAD" else said_if_broken(chain([next(parts, b"")], parts))
    return StreamingHttpResponse(sent, content_type=content_type, headers=named(name))


def said_if_broken(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts. Where one raises an exception, a last line says so, then the exception breaks the answer off: behind
    some proxies only the line shows that the file is not complete."""
    try:
        yield from parts
    except Exception:
        yield BROKEN.encode()
        raise


def named(name: str, *, to_keep: bool = True) -> dict[str, str]:
    """The header with the file name (RFC 5987): 任务-青海省能源局.csv. A long name is shortened, the suffix stays."""
    stem, dot, kind = printable(name).rpartition(".")
    fit = UNFIT.sub("-", stem)[:LONGEST_NAME].strip("-")
    return {"Content-Disposition": content_disposition_header(to_keep, f"{fit}{dot}{kind}") or ""}
