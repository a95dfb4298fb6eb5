"""Document in, Bibliography out: what its notes cite."""
