"""A real search cluster on this machine, for tests: python -m tests.cluster -- COMMAND…"""
