"""python -m tests.proofs.overload: more requests than the site can bear, directly and through nginx.

Each is answered, 200 or 503 with Retry-After; none fails. Exits with 1 otherwise, or if nobody was turned away.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from tests.proofs.serving import Answer, ask, fill, gunicorn, nginx, told

WORDS = "绿电直连园区足迹储能氢能工业企业技术生态旅游能源监测评价出口电网光伏补贴改造循环"  # of two characters each
AT_ONCE, IN_ALL = 120, 400
PER_ADDRESS = 40  # what nginx takes of one address at once


def main() -> int:
    with TemporaryDirectory(prefix="policykb-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        url = f"sqlite:///{folder}/site.sqlite3"
        fill(url)
        with gunicorn(url, folder / "gunicorn.log") as backend, nginx(folder, backend, most=8) as port:
            direct = proved(f"{AT_ONCE} at once, new searches", backend, AT_ONCE, secure=False)
            behind = proved(f"{PER_ADDRESS} at once through nginx that lets 8", port, PER_ADDRESS, secure=True)
    return direct or behind


def proved(name: str, port: int, at_once: int, *, secure: bool) -> int:
    """Ask so many at once, each something new; 1 if somebody was not answered, or nobody was turned away."""

    def new_search(number: int) -> Answer:
        one, other = 2 * (number % 20), 2 * (number // 20 % 20)
        words = f"{WORDS[one : one + 2]} {WORDS[other : other + 2]} {number}"
        return ask(port, f"/search/?q={quote(words)}", secure=secure)

    with ThreadPoolExecutor(at_once) as clients:
        answers = list(clients.map(new_search, range(IN_ALL)))
    told(name, answers)
    for status, what in {200: "    served", 503: "    turned away"}.items():
        if some := [answer for answer in answers if answer[0] == status]:
            told(what, some)
    statuses = {status for status, _ in answers}
    print("As it should be." if statuses == {200, 503} else "FAILED")
    return int(statuses != {200, 503})


if __name__ == "__main__":
    sys.exit(main())
