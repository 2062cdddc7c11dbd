"""The text of a page: characters, spans, lines and where they stand."""
