"""Pages of the sites as HTML, what extractors leave of them, and what the library reads of that."""
