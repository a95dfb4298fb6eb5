"""What an editor must look at, document by document."""

from __future__ import annotations

from flask import render_template

from web import api, library, listings
from web.pages import negotiated, read


@negotiated("/audit", api.audit)
def audit() -> str:
    """What an editor must look at."""
    read()
    return render_template("audit.html", audits=[listings.sheet(one) for one in library().audit()])
