"""python -m tests.benchmarks: everything that is measured."""

from tests.benchmarks.search import main

if __name__ == "__main__":
    main()
