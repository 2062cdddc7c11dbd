"""Texts of pages as messages quote them."""


def quote(text: str, longest: int = 40) -> str:
    """`text` in quotes, cut off where it has more than `longest` characters."""
    return repr(text if len(text) <= longest else f"{text[: longest - 1]}…")
