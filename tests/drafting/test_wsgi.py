"""The server's process: what is loaded before its first request, and how seldom the collector of garbage runs in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = (
    "import gc, sys, drafting.wsgi; print(gc.get_threshold()[0], gc.get_freeze_count(), 'weasyprint' in sys.modules)"
)


def test_the_collector_leaves_what_was_loaded_at_the_start_alone(tmp_path: Path) -> None:
    environment = {"VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True)
    threshold, frozen, printer_loaded = done.stdout.split()
    assert int(threshold) == 50_000
    assert int(frozen) > 100_000
    assert printer_loaded == "True"
