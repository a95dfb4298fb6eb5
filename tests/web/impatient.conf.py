"""The project's own configuration of gunicorn, but for how long it waits for clients that do not read."""

from pathlib import Path

_own = Path("web/gunicorn.conf.py")
exec(compile(_own.read_text(encoding="utf-8"), _own, "exec"))

_PATIENCE = 1.5
