"""Starts gunicorn in the place of this process."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
from pathlib import Path

from search.errors import SettingsError

_EVERYWHERE = ("0.0.0.0", "::", "")  # no names that a browser could ask


def address(host: str, port: int) -> str:
    """The address of a server.

    >>> address("::1", 8000)
    'http://[::1]:8000'
    """
    return f"http://{_bracketed(host)}:{port}"


def check_port(host: str, port: int) -> None:
    """Tries whether a server could listen there.

    Raises:
        SettingsError: the port is in use, or not to be had; the host is not this machine's.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(where)
            listener.listen()
    except OSError as error:
        wanted = f"{_bracketed(host)}:{port}"
        raise SettingsError(
            f"cannot serve on {wanted} ({error.strerror}); choose another --host or --port"
        ) from error


def start_server(host: str, port: int, workers: int) -> None:
    """Becomes gunicorn, which signals then reach directly. Does not return."""
    web = importlib.util.find_spec("web")
    if web is None or not web.submodule_search_locations:
        raise SettingsError("the package `web` is not installed; install Ibidem again")
    configuration = Path(next(iter(web.submodule_search_locations)), "gunicorn.conf.py")
    arguments = ["--config", str(configuration), "--bind", f"{_bracketed(host)}:{port}", "web:create_app()"]
    site = {} if host in _EVERYWHERE else {"IBIDEM_SITE": address(host, port)}
    environment = site | os.environ | {"PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", "gunicorn", *arguments], environment)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
