"""Prints how soon a claim page shows its content on a slow phone: `python -m benchmarks.first_paint SITE [RUNS]`.

The phone: 390 pixels wide, a processor four times slower than this machine's, a line of 1.6 Mbit/s with 150 ms of
latency, nothing in its cache. The figures depend on the machine; what does not is asserted in tests/test_weight.py.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.built_site import CHROMIUM, EDITIONS, FLAGS, PAGES, served

LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.75 * 1024 * 1024 / 8,
}
PAINTS = """() => new Promise(done => {
    let largest = 0;
    let shifted = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) largest = entry.startTime; })
        .observe({type: "largest-contentful-paint", buffered: true});
    new PerformanceObserver(list => { for (const entry of list.getEntries()) shifted += entry.value; })
        .observe({type: "layout-shift", buffered: true});
    const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    setTimeout(() => done({first, largest, shifted}), 200);
})"""


def visit(browser: Browser, url: str) -> dict[str, Any]:
    """One first visit: milliseconds to the first and the largest paint, bytes over the wire, layout shift."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    weights: list[float] = []
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    found: dict[str, Any] = page.evaluate(PAINTS)
    context.close()
    return {**found, "bytes": sum(weights)}


def main() -> None:
    """Visits every kind of page a few times and prints the medians."""
    site, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{'page':30} {'first paint':>12} {'largest':>9} {'bytes':>9} {'shift':>7}")
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for folder in EDITIONS.values():
            for path in PAGES.values():
                visits = [visit(browser, address + folder + path) for _ in range(runs)]
                middle = {name: statistics.median(one[name] for one in visits) for name in visits[0]}
                print(
                    f"{(folder + path)[:30] or 'home':30} {middle['first']:9.0f} ms {middle['largest']:6.0f} ms "
                    f"{middle['bytes']:9.0f} {middle['shifted']:7.4f}"
                )


if __name__ == "__main__":
    main()
