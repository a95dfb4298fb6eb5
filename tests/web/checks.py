"""What schemathesis checks beside its own, in process and (by `SCHEMATHESIS_HOOKS`) over the network."""

from __future__ import annotations

import schemathesis

from web import refusals


@schemathesis.check
def refused_only_for_a_reason_that_no_schema_can_say(
    _: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """Whoever keeps to the description is never told that a parameter is malformed or unknown.

    Schemathesis itself would have every such request accepted. It is told (in schemathesis.toml) that some
    are refused, as a query that stands for too many words is; this holds the reasons to those described.
    """
    kept = case.meta is not None and case.meta.generation.mode.is_positive
    if kept and response.status_code == 400:
        problem = response.json()
        assert problem["code"] not in refusals.ALWAYS, problem["detail"]
