"""Records as JSON: `output` writes them, `input` reads them back, `schema` says what they look like."""
