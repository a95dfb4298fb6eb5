"""The site and the API: settings in, a Flask application out.

The library is opened by the first request that needs it, once in each process: what is open must not be
carried through a fork.

    >>> create_app(Settings(catalogue="sqlite://", engine="memory:")).name
    'web'
"""

from __future__ import annotations

from threading import Lock

from flask import Flask, current_app

from search.library import Library
from search.settings import Settings

_opening = Lock()


def create_app(settings: Settings | None = None) -> Flask:
    """Makes the application.

    Args:
        settings: where the library is kept; from the environment where None.

    Raises:
        SettingsError: the environment holds a setting that cannot be used.
    """
    from web import (  # noqa: F401, their routes
        api,
        api_page,
        audit_page,
        caching,
        citation_page,
        cite_page,
        concordance_page,
        cross_origin,
        document_pages,
        errors,
        feeds,
        keys_page,
        pages,
        search_page,
        security,
        service,
        source_pages,
    )

    app = Flask(__name__)
    app.extensions["settings"] = settings or Settings.from_environment()
    app.extensions["library"] = None
    cross_origin.register(app)
    security.register(app)
    caching.register(app)
    errors.register(app)
    app.register_blueprint(api.blueprint, url_prefix="/api/v1")
    app.register_blueprint(service.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(pages.blueprint)
    return app


def settings() -> Settings:
    """Those of the application that answers this request."""
    found: Settings = current_app.extensions["settings"]
    return found


def library() -> Library:
    """The library of the application that answers this request.

    Raises:
        StoreError: it cannot be opened; the next request tries again.
    """
    if current_app.extensions["library"] is None:
        with _opening:
            if current_app.extensions["library"] is None:
                current_app.extensions["library"] = Library.open(settings())
    found: Library = current_app.extensions["library"]
    return found
