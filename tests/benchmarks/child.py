"""Runs a command and prints what it cost, as JSON; its input is the command's. See `processes.Cost`.

A process inherits the peak of the one that starts it, so this stands between: a program of its own, as small
as one can be, run with `python -I -S`.
"""

import json
import os
import resource
import sys
import time

began = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
status = os.waitpid(process, 0)[1]
seconds = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "peak": peak}))
sys.exit(os.waitstatus_to_exitcode(status) != 0)
