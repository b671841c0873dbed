"""Public pages read from replicas of the database (DATABASE_REPLICAS), the primary left to staff and to writers.

A request reads from one database, whichever asks: for its length the connection "default" is that to the replica.
"""
