"""`python -m search` is `ibidem`."""

from search.cli import main

main()
