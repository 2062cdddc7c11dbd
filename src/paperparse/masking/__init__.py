"""A page with its words replaced by others of the same shape, for people who may not share it: `paperparse report`.

patterns    the words that a regular expression looks for
vocabulary  the words that decide how a page is read, which stay: those of the formats' tables and of all rules
numbers     the numbers that are replaced too
words       a text with its words replaced
likeness    whether two texts of the same length are read alike
report      what is sent: versions, evidence, findings, and the page with its words replaced
"""
