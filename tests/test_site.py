"""The built site: every link and anchor resolves, nothing leads a browser to another host, two builds are equal."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from tests.built_site import build

ADDRESSED = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "form": "action",
}
LOADED = {"link", "script", "img", "iframe", "source"}


class Addresses(HTMLParser):
    """All ids and all addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(str(values["id"]))
        address = values.get(ADDRESSED.get(tag, ""))
        told = tag == "link" and (values.get("rel") == "canonical" or values.get("hreflang"))
        if address and not told:
            self.found.append((tag, address))


def test_every_link_and_anchor_resolves(site: Path) -> None:
    """Each internal address of each page leads to a file of the site, and each anchor to an element there."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        parser = Addresses()
        parser.feed(file.read_text("utf-8"))
        pages["/" + file.relative_to(site).as_posix()] = parser
    dead = []
    for path, page in pages.items():
        for _, address in page.found:
            parts = urlsplit(urljoin(path, address))
            if parts.scheme or parts.netloc or path == "/404.html":
                continue
            target = unquote(parts.path)
            target += "index.html" if target.endswith("/") else ""
            anchor = unquote(parts.fragment)
            lost = anchor and target in pages and anchor not in pages[target].ids
            if lost or not (site / target.lstrip("/")).is_file():
                dead.append((path, address))
    assert len(pages) > 200
    assert dead == []


def test_no_page_loads_from_another_host(site: Path) -> None:
    """What a page loads by itself lies on the site; style sheets name no other host either."""
    for file in sorted(site.rglob("*.html")):
        parser = Addresses()
        parser.feed(file.read_text("utf-8"))
        foreign = [address for tag, address in parser.found if tag in LOADED and urlsplit(address).netloc]
        assert foreign == [], file
    for file in sorted(site.rglob("*.css")):
        assert "url(http" not in file.read_text("utf-8") and "@import" not in file.read_text("utf-8"), file


class Outward(HTMLParser):
    """All links of a page to other hosts that do not say so in `rel`."""

    def __init__(self) -> None:
        super().__init__()
        self.bare: list[str] = []
        self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        address = values.get("href") or ""
        if tag == "a" and urlsplit(address).netloc not in ("", "claim-briefs.example"):
            self.links += 1
            if "noopener" not in (values.get("rel") or "").split():
                self.bare.append(address)


def test_links_out_of_the_site_say_so(site: Path) -> None:
    """Every link to another host has `rel` with `noopener`."""
    links = 0
    for file in sorted(site.rglob("*.html")):
        parser = Outward()
        parser.feed(file.read_text("utf-8"))
        links += parser.links
        assert parser.bare == [], file
    assert links > 200


def test_two_builds_are_equal(site: Path, tmp_path: Path) -> None:
    """Another hash seed, time zone, language and folder yield the same bytes under the same --as-of."""
    other = build(tmp_path, PYTHONHASHSEED="99", TZ="Pacific/Kiritimati", LANG="de_DE.UTF-8")
    names = [
        sorted(file.relative_to(top).as_posix() for file in top.rglob("*") if file.is_file()) for top in (site, other)
    ]
    assert names[0] == names[1]
    differing = [name for name in names[0] if (site / name).read_bytes() != (other / name).read_bytes()]
    assert differing == []


def test_the_sitemaps_list_every_page_in_every_language(site: Path) -> None:
    """Each page stands in the sitemap of its edition with all its languages, and every address there is a page."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = set()
    for folder in ("", "de/"):
        for entry in ElementTree.parse(site / folder / "sitemap.xml").getroot().findall("s:url", names):
            address = entry.findtext("s:loc", namespaces=names)
            languages = {link.get("hreflang"): str(link.get("href")) for link in entry.findall("x:link", names)}
            assert set(languages) == {"en", "de"} and address in languages.values()
            for other in languages.values():
                assert (site / other.removeprefix("https://claim-briefs.example/") / "index.html").is_file(), other
            listed.add(address)
    pages = {f"https://claim-briefs.example/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/")
             for file in site.rglob("index.html")}  # fmt: skip
    assert listed == pages
    assert (site / "robots.txt").read_text("utf-8").count("Sitemap: https://claim-briefs.example/") == 2


def test_foreign_passages_name_their_language(site: Path) -> None:
    """The article's sentences are marked as German."""
    page = (site / "sources" / "downcodes-238170-de" / "index.html").read_text("utf-8")
    assert page.count('class="cb-original" lang="de"') == 18
