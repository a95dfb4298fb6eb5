"""Ibidem: full-text search and citation lookup for footnoted documents."""
