"""Lab speed of a running shop: Lighthouse medians, answers to a press under a slowed processor, full loads.

    python -m e2e.quality.measure http://127.0.0.1:8000 [--runs 3] [--enforce]

Lighthouse 12 or later (a development tool of its own, for Node) is taken from PATH or from the file that `LIGHTHOUSE`
names. With --enforce a page under its "must" ends with code 1. Run it on an otherwise idle machine.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright

_CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
_PRODUCT = "/p/faber-castell-classic-colour-pencils"
_SCORES = ("performance", "accessibility", "best-practices", "seo")
_TIMES = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}


@dataclass(frozen=True)
class Goal:
    """Aims of one page: scores of 100, milliseconds. `seo` is None where a page is kept out of indexes on purpose."""

    performance: int
    fcp: int
    lcp: int
    tbt: int
    cls: float = 0.02
    seo: int | None = 100


GOALS = {
    "/": Goal(98, 1400, 1800, 100),
    "/c/pens": Goal(98, 1300, 1800, 100),
    "/c/pens?brand=parker&colour=blue&in_stock=1": Goal(92, 1400, 2200, 100, seo=None),
    _PRODUCT: Goal(98, 1300, 1800, 80),
    "/search?q=pen": Goal(95, 1300, 2000, 100, seo=None),
    "/cart": Goal(96, 1200, 1600, 50, 0, seo=None),
    "/sign-in": Goal(96, 1200, 1600, 50, 0, seo=None),
}


def main() -> int:
    """Measure everything and print one table each."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("url")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--enforce", action="store_true")
    options = asked.parse_args()
    lighthouse = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    missed: list[str] = []
    if lighthouse:
        missed += _lighthouse_table(lighthouse, options.url, options.runs)
    else:
        click.echo("No Lighthouse: put `lighthouse` on PATH or name its index.js in LIGHTHOUSE.", err=True)
        missed.append("Lighthouse was not run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        missed += _press_table(browser, options.url)
        missed += _load_table(browser, options.url)
        browser.close()
    click.echo("\nMissed:" if missed else "\nEvery must is met.")
    for line in missed:
        click.echo("  " + line)
    return 1 if missed and options.enforce else 0


def _lighthouse_table(program: str, url: str, runs: int) -> list[str]:
    click.echo(
        f"{'Lighthouse mobile, median of ' + str(runs):<48} perf a11y best  seo    FCP   LCP  TBT    CLS"
    )
    missed: list[str] = []
    for path, goal in GOALS.items():
        reports = [_lighthouse(program, url + path) for _ in range(runs)]
        scores = {
            name: round(statistics.median((one["categories"][name]["score"] or 0) * 100 for one in reports))
            for name in _SCORES
        }
        times = {
            short: statistics.median(one["audits"][audit]["numericValue"] for one in reports)
            for audit, short in _TIMES.items()
        }
        click.echo(
            f"{path:<48} {scores['performance']:>4} {scores['accessibility']:>4} {scores['best-practices']:>4} "
            f"{scores['seo']:>4} {times['FCP']:>6.0f}{times['LCP']:>6.0f}{times['TBT']:>5.0f}{times['CLS']:>7.3f}"
        )
        missed += [f"{path}: {fault}" for fault in _below(goal, scores, times)]
        failing = {
            audit["id"]
            for audit in reports[0]["audits"].values()
            if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary"
        }
        if failing:
            click.echo(f"{'':<8}failing audits: {', '.join(sorted(failing))}")
    return missed


def _lighthouse(program: str, address: str, tries: int = 3) -> Any:
    """One report. A trace that the browser lost is taken again."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["node", program] if program.endswith(".js") else [program]
        done = subprocess.run(
            [
                *(*command, address, "--quiet", "--output=json", f"--output-path={report}"),
                f"--only-categories={','.join(_SCORES)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
            ],
            check=False,
            env={**os.environ, "CHROME_PATH": _CHROMIUM},
            stdout=subprocess.DEVNULL,
        )
        if done.returncode and tries > 1:
            return _lighthouse(program, address, tries - 1)
        return json.loads(report.read_text())


def _below(goal: Goal, scores: dict[str, int], times: dict[str, float]) -> list[str]:
    """The musts: three points or a tenth short of the aims."""
    wanted = {"performance": goal.performance - 3, "accessibility": 100, "best-practices": 100}
    if goal.seo is not None:
        wanted["seo"] = goal.seo
    most = {"FCP": goal.fcp, "LCP": goal.lcp, "TBT": goal.tbt}
    return [
        *(f"{name} {scores[name]} of {least}" for name, least in wanted.items() if scores[name] < least),
        *(
            f"{name} {times[name]:.0f} of {limit} ms"
            for name, limit in most.items()
            if times[name] > 1.1 * limit
        ),
        *([f"CLS {times['CLS']:.3f}"] if times["CLS"] > max(goal.cls, 0.005) * 1.1 else []),
    ]


_WATCH = """() => { window.presses = []
    new PerformanceObserver(list => list.getEntries().forEach(one => presses.push([one.name, one.duration])))
        .observe({type: 'event', durationThreshold: 16, buffered: true}) }"""
_PRESSES: dict[str, tuple[str, str]] = {
    "add to cart": (_PRODUCT, "#buy-form button.btn"),
    "tick a facet": ("/c/pens", "label[for^=f-brand]"),
    "open a menu": ("/", "nav.tabs summary, nav.tabs button"),
    "type in search": ("/", "#q"),
}
MOST_TO_PAINT_MS = 200


def _press_table(browser: Browser, url: str) -> list[str]:
    click.echo(f"\n{'Press to next paint, processor slowed 4x':<48} longest, ms")
    missed: list[str] = []
    for name, (path, selector) in _PRESSES.items():
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(url + path)
        page.wait_for_load_state("networkidle")
        page.evaluate(_WATCH)
        _press(page, selector)
        page.wait_for_timeout(1500)
        longest = max((float(spent) for _, spent in page.evaluate("presses")), default=0)
        click.echo(f"{name:<48} {longest:>6.0f}")
        if longest > MOST_TO_PAINT_MS:
            missed.append(f"{name}: {longest:.0f} ms to the next paint")
        page.close()
    return missed


def _press(page: Page, selector: str) -> None:
    part = page.locator(selector).locator("visible=true").first
    part.click()
    if selector == "#q":
        page.keyboard.type("fountain", delay=60)


def _load_table(browser: Browser, url: str) -> list[str]:
    click.echo(f"\n{'Full load, nothing slowed':<48} median of 5, ms")
    missed: list[str] = []
    for path in GOALS:
        spent = []
        for _ in range(5):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(url + path, wait_until="load")
            spent.append(float(page.evaluate("performance.getEntriesByType('navigation')[0].duration")))
            page.context.close()
        median = statistics.median(spent)
        click.echo(f"{path:<48} {median:>6.0f}")
        if median > 1000:
            missed.append(f"{path}: {median:.0f} ms to a full load")
    return missed


if __name__ == "__main__":
    sys.exit(main())
