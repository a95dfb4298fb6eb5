"""`ibidem` as a process that may ask one site on loopback: `python -m tests.links.opened PORT COMMAND …`."""

from __future__ import annotations

import sys

from search import cli, linking
from tests.links.site import Site, network

if __name__ == "__main__":
    site = Site(int(sys.argv.pop(1)))
    linking.Network = lambda: network(site)  # type: ignore[assignment, misc]
    cli.main()
