"""A page as PDF, printed by a Chromium without a window and without a network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 90
"""How long one try may take: printing takes two or three seconds, on a busy machine many more."""
FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


class NotPrinted(Exception):
    """There is no PDF; the message says why, for the user."""


def _print(browser: str, page: bytes) -> bytes:
    """The page as one browser prints it, with a profile of its own; NotPrinted where it fails or takes too long."""
    name = Path(browser).name
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # Chromium's sandbox refuses to run as root
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        source.write_bytes(page)
        command = [browser, *flags, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        nowhere = subprocess.DEVNULL
        try:
            process = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
        except OSError as error:
            raise NotPrinted(f"{name} could not be started") from error
        try:
            code = process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)  # what it started itself goes with it
            process.wait()
            raise NotPrinted(f"{name} had not printed it after {SECONDS} seconds") from error
        if code != 0 or not target.is_file():
            raise NotPrinted(f"{name} ended with {code} and printed nothing")
        return target.read_bytes()


def printed(page: bytes) -> bytes:
    """A self-contained HTML page as PDF. Raises NotPrinted where no Chromium is installed, or it fails twice."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise NotPrinted("no Chromium is installed")
    try:
        return _print(browser, page)
    except NotPrinted:
        return _print(browser, page)
