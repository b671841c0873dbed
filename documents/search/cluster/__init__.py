"""Search on an OpenSearch cluster outside the database: what the index there looks like, how it is kept in step."""
