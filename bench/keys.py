"""From the key to the next task painted, in Chromium on loopback: the day of 120 tasks of the browser tests, at full
speed. The limit is the tenth of a second under which a change is felt as one's own act."""

import os
import re
import subprocess
import sys

from bench.timing import beside

DAY = ["tests/browser/test_focus.py", "-k", "a_whole_day_of_120_tasks", "-s"]
LIMIT_MS = 100
SAID = re.compile(r"key press to next task painted: p50 (\d+) ms, p95 (\d+) ms, of (\d+)")


def rows() -> list[dict]:
    tests_own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "pytest", *DAY]
    ran = subprocess.run(command, env=tests_own, capture_output=True, text=True, check=False)
    found = SAID.search(ran.stdout)
    if found is None:
        raise RuntimeError(f"the day was not worked through: {ran.stdout[-2000:]}")
    half, p95, count = map(int, found.groups())
    note = f"p95 of {count} keys in Chromium, tests' server; half of them in {half} ms"
    return [beside("key to next task", "ms", p95, LIMIT_MS, note)]
