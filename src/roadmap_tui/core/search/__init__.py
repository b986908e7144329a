"""Finding topics: the query language, the index, completion and the normalized form of text."""
