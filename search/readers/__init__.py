"""Bytes in, Document out: one reader a format, one table of suffixes."""
