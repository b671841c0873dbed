"""What a node is made of: the server's classes, fetched once by Maven into var/, or wherever CLUSTER_ARTIFACTS says."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent / "node"
FOLDER = Path(os.environ.get("CLUSTER_ARTIFACTS") or Path(__file__).parents[2] / "var" / "cluster")
OLDEST_JAVA = 17


class Unavailable(Exception):
    """No search cluster can be had here, and why."""


def class_path() -> str:
    """The classes of a node; raises Unavailable where they, or Java, are missing."""
    if not shutil.which("java"):
        raise Unavailable("no java on PATH (apt install openjdk-17-jdk-headless)")
    if (found := java_version()) < OLDEST_JAVA:
        raise Unavailable(f"Java {found} is too old, {OLDEST_JAVA} is needed")
    if not any(FOLDER.glob("opensearch-2*.jar")):
        raise Unavailable("the server's classes are not here (make fetch gets them with Maven)")
    return f"{FOLDER}/*"


def java_version() -> int:
    """The major version of the Java on PATH; 0 where it does not say."""
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    number = said.partition('"')[2].partition(".")[0]
    return int(number) if number.isdecimal() else 0


def fetch() -> None:
    """Get the classes; raises Unavailable where Maven is missing or cannot."""
    if not shutil.which("mvn"):
        raise Unavailable("no mvn on PATH (apt install maven)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["mvn", "--quiet", "--batch-mode", "--file", HERE / "pom.xml", "dependency:copy-dependencies"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={FOLDER.resolve()}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"Maven cannot fetch them: {' '.join(done.stdout.split())[-300:]}")


if __name__ == "__main__":
    try:
        fetch()
        print(f"The classes of a search node are in {FOLDER}.")
    except Unavailable as reason:
        raise SystemExit(str(reason)) from None
