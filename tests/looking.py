"""Looks at a site in a browser for what hostile texts have done there; the same for an undefended site and for ours."""

from __future__ import annotations

import contextlib
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Request, Route

from tests.hostile_texts import SECRET

HERE = re.compile(r"^(http://127\.0\.0\.1[:/]|about:|data:,)")
WATCH = """(() => {
  const ran = number => console.log("hostile ran " + number);
  Object.defineProperty(window, "ran", {value: ran, writable: false, configurable: false});
  window.print = () => {};
  addEventListener("securitypolicyviolation", event => console.log("hostile stopped " + event.effectiveDirective));
})();"""
RAN = re.compile(r"^hostile ran (\d+)$")
STIR = """async () => {
  for (const node of document.querySelectorAll("main *, article *")) {
    if (node.closest("form[data-md-component=palette]")) continue;
    for (const kind of ["mouseover", "mouseenter", "focus", "focusin", "pointerover", "keydown"]) {
      node.dispatchEvent(new Event(kind, {bubbles: kind != "mouseenter"}));
    }
  }
  for (const details of document.querySelectorAll("details")) details.open = true;
  const stay = event => { const link = event.target.closest("a[href]");
    if (link && !link.protocol.startsWith("javascript")) event.preventDefault(); };
  addEventListener("click", stay, true);
  addEventListener("submit", event => event.preventDefault(), true);
  for (const node of document.querySelectorAll("a, button, summary, label, [onclick], [formaction], p, b")) {
    if (!node.closest(".md-header, form[data-md-component=palette]")) node.dispatchEvent(
      new MouseEvent("click", {bubbles: true, cancelable: true, view: window}));
  }
  await new Promise(done => setTimeout(done, 20));
}"""
SHAPES = """() => {
  const read = name => Object.getOwnPropertyDescriptor(Element.prototype, name).get;
  const [nameOf, attributesOf, idOf] = ["localName", "attributes", "id"].map(read);
  const found = new Set();
  for (const node of document.querySelectorAll("*")) {
    const id = idOf.call(node).replace(/-[0-9a-f]{7,40}-/, "-0-").replace(/\\d+/g, "0");
    found.add([nameOf.call(node), [...attributesOf.call(node)].map(it => it.name).sort().join(" "), id].join("|"));
  }
  return [...found];
}"""
"""Asked of the browser itself: a form of a hostile text answers for `node.attributes` with its field of that name."""
WORDS = """() => {
  const originals = [...document.querySelectorAll(".cb-original")].map(node => {
    const bare = node.cloneNode(true);
    bare.querySelectorAll("sup").forEach(note => note.remove());
    return bare.textContent;
  });
  return [document.documentElement.textContent, ...originals].join("\\n");
}"""
SETTLED = """() => [...document.querySelectorAll("main form[data-working]")].every(
  form => form.getAttribute("aria-busy") === "false")"""
COMPRESSED = (b"\x1f\x8b",)


@dataclass(slots=True)
class Seen:
    """What was seen: texts whose script ran (by number), dialogs, requests to other hosts, errors of scripts, and by
    page its words and the shapes of its elements (name, names of attributes, id with its digits as 0)."""

    ran: set[int] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, frozenset[str]] = field(default_factory=dict)


@contextlib.contextmanager
def watched(context: BrowserContext) -> Iterator[tuple[Page, Seen]]:
    """A page of the browser that tells what scripts do; nothing gets out to other hosts."""
    seen = Seen()

    def keep_in(route: Route) -> None:
        if HERE.match(route.request.url):
            route.continue_()
        else:
            route.abort()

    def asked(request: Request) -> None:
        if not HERE.match(request.url) and not request.url.startswith(("data:", "blob:")):
            seen.foreign.add(request.url)

    def told(text: str) -> None:
        found = RAN.match(text)
        if found:
            seen.ran.add(int(found[1]))
        elif text.startswith("hostile stopped "):
            seen.stopped.append(text.removeprefix("hostile stopped "))

    context.add_init_script(WATCH)
    context.route("**/*", keep_in)
    page = context.new_page()
    page.on("request", asked)
    page.on("console", lambda message: told(message.text))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.accept()))
    yield page, seen
    page.close()


def look_at(page: Page, seen: Seen, address: str, paths: Iterable[str], stir: bool = True) -> None:
    """Opens every page, hovers over everything, clicks everything, and notes what is there."""
    for path in paths:
        page.goto(address + path, wait_until="load")
        page.wait_for_function(SETTLED)
        seen.words[path] = page.evaluate(WORDS)
        seen.shapes[path] = frozenset(page.evaluate(SHAPES))
        if stir:
            with contextlib.suppress(Error):  # a hostile page may lead away while it is looked at
                page.evaluate(STIR)


def unpacked(content: bytes) -> bytes:
    """What a compressed file holds; any other file as it is."""
    if content.startswith(COMPRESSED):
        with contextlib.suppress(OSError, EOFError, zlib.error):
            return gzip.decompress(content)
    return content


def files_with(words: str, folder: Path) -> list[str]:
    """The files below a folder in whose bytes, unpacked, the words stand."""
    sought = words.encode()
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())
    return [file.relative_to(folder).as_posix() for file in files if sought in unpacked(file.read_bytes())]


def disclosed(folder: Path) -> list[str]:
    """The files below a folder that hold a planted secret."""
    return files_with(SECRET, folder)
