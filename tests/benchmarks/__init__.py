"""How fast Ibidem is, beside plain Whoosh on the same passages: `python -m tests.benchmarks`."""
