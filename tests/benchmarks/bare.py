"""The peer of the pages: a Flask application with one route, which answers "ok"."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """As little as Flask can do."""
    app = Flask(__name__)
    app.add_url_rule("/", "ok", lambda: "ok")
    return app
