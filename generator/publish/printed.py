"""A page as PDF, printed by a Chromium without a window and without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 120
FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


class NotPrinted(Exception):
    """There is no PDF; the message says why, for the user."""


def printed(page: bytes) -> bytes:
    """A self-contained HTML page as PDF. Raises NotPrinted where no Chromium is installed, or it fails."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise NotPrinted("no Chromium is installed")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # Chromium's sandbox refuses to run as root
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        source.write_bytes(page)
        command = [browser, *flags, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            raise NotPrinted(f"{Path(browser).name} could not print it") from error
        if not target.is_file():
            raise NotPrinted(f"{Path(browser).name} printed nothing")
        return target.read_bytes()
