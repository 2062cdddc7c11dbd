"""Text for formats that are made of lines: one kind of line break, and no control characters."""

from typing import Final

# What Unicode calls a line break and is not a control of printers (U+000B, U+000C) is one; the pair comes first.
_BREAKS: Final = {"\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
# A control character becomes the symbol that Unicode has for showing it (Control Pictures, U+2400 to U+2421), those of
# the second block, which have none, the replacement character.
_PICTURES: Final = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}
_REPLACED: Final = dict.fromkeys(map(chr, range(0x80, 0xA0)), "\ufffd")
_PLAIN: Final = str.maketrans(_PICTURES | _REPLACED | _BREAKS | {"\n": "\n", "\t": " "})


def make_plain(text: str) -> str:
    """`text` with line feeds for line breaks of any kind, spaces for tabs, and symbols for control characters."""
    return text.replace("\r\n", "\n").translate(_PLAIN)


def join_lines(text: str) -> str:
    """`text` as `make_plain` gives it, on one line: a space for each line break and the blank space around it."""
    lines = (line.strip(" ") for line in make_plain(text).split("\n"))
    return " ".join(line for line in lines if line)
