"""Crawls: the texts of many inputs, each read once, and an account of what became of every one."""
