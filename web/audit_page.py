"""What an editor must look at, document by document."""

from __future__ import annotations

from flask import render_template

from web import library, listings
from web.pages import blueprint, read


@blueprint.get("/audit")
def audit() -> str:
    """What an editor must look at."""
    read()
    return render_template("audit.html", audits=[listings.sheet(one) for one in library().audit()])
