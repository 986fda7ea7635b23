"""Hostile addresses, ids and dates: what is accepted is harmless wherever it is shown, the rest is a finding."""

from __future__ import annotations

import html
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.fields import Id, PageId, SeedPath, WebAddress
from generator.render.addresses import web_address
from generator.resolve.dates import DateFault, parse_date
from tests.conftest import checked, overlay
from tests.proving import amount

ADDRESS, ID, SEED = TypeAdapter(WebAddress), TypeAdapter(PageId), TypeAdapter(SeedPath)
SCHEMES = (
    "http://",
    "https://",
    "HTTPS://",
    "javascript:",
    "data:",
    "vbscript:",
    "file:///",
    "//",
    "https:/",
    "https:\\\\",
    "https:/\\",
    "ftp://",
    "mailto:",
    " https://",
    "https:// ",
    "java\tscript:",
    "\x01javascript:",
    "https://https://",
    "",
)
HOSTS = (
    "example.org",
    "a.b.example.org",
    "good.example@evil.example",
    "good.example:pw@evil.example",
    "[::1]",
    "[",
    "127.0.0.1",
    "localhost",
    "example.org.",
    ".example.org",
    "a..example.org",
    "-a.example.org",
    "a-.example.org",
    "аpple.com",
    "exämple.org",
    "example。org",
    "xn--pple-43d.com",
    "example.xn--p1ai",
    "evil.example\\@good.example",
    "exa mple.org",
    "example.org\n",
    "a_b.example.org",
    "x" * 64 + ".org",
    "example.org\u202e",
    "example.o\u200brg",
    "%65xample.org",
    "0x7f.1",
    "example.org\t",
    "ｅxample.org",
)
PORTS = ("", "", "", ":80", ":0", ":65535", ":65536", ":99999", ":٣", ":", ":-1", ":8o", ":" + "9" * 400)
PATHS = (
    "",
    "/",
    "/a/b",
    "/ä",
    "/%zz",
    '/"onclick=alert(1)',
    "/'x",
    "/<script>",
    "/`x`",
    "/a b",
    "/(x)[y]",
    "/\u202egpj.exe",
    "/x\n",
    "/\\evil",
    "/#x",
    "/?q=1&b=<",
    "?x=1",
    "#x",
    "/..//../",
    "/\x00",
    "/\x85",
    "/{{x}}",
    "/--8<--",
    "/[[claim:x]]",
    "/&#106;avascript:",
    "/" + "a" * 5_000,
    "/\ud7ff\U0010fffd",
    "/|x|",
    "/*a*_b_",
    "/\ufeffx",
    "/\U000e0041",
)
LETTERS = "aZ0.-/:@\\?#[]%&\"'<>`{}|^~ \t\n\r\x00\x7f\u202e\u200b\ufeffäаｅ😀"


def _addresses(seed: int, count: int) -> list[str]:
    chance = Random(seed)
    made = []
    for _ in range(count):
        parts = (part[:2] if chance.random() < 0.6 else part for part in (SCHEMES, HOSTS, PORTS, PATHS))
        address = "".join(map(chance.choice, parts))
        if chance.random() < 0.3:
            at = chance.randrange(len(address) + 1)
            address = address[:at] + "".join(chance.choices(LETTERS, k=chance.randint(1, 3))) + address[at:]
        made.append(address)
    return made


def _accepted(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def test_an_accepted_address_is_one_plain_attribute() -> None:
    """Of thousands of generated addresses those accepted lead to a host with a name over http or https, and come out as
    signs that need no escape."""
    addresses = _addresses(3, amount(2_000, 20_000))
    taken = [address for address in addresses if _accepted(ADDRESS, address)]
    assert len(addresses) // 20 < len(taken) < len(addresses)
    for address in taken:
        parts, shown = urlsplit(address), web_address(address)
        assert parts.scheme in {"http", "https"} and parts.username is None and parts.password is None, address
        assert parts.hostname and parts.hostname.isascii() and "." in parts.hostname and parts.hostname[0].isalnum()
        assert urlsplit(shown).hostname == parts.hostname, address
        assert urlsplit(shown).port == parts.port, address
        assert shown.isascii() and shown.isprintable() and not set(shown) & set(" <>\"'`\\()[]{}|^*"), shown
        assert html.escape(shown, quote=True).replace("&amp;", "&") == shown


@pytest.mark.parametrize(
    "address",
    [
        "http://[",
        "https://good.example@evil.example/",
        "https:/\\evil.example",
        "javascript:alert(1)//.org",
        "data:text/html,x",
        "https://example.org/\u202e",
        "https://example.org:99999/",
        "https://аpple.com/",
        "https://[::1]/",
        "//example.org/",
        "https://example.org/\\x",
    ],
)
def test_a_refused_address_is_a_finding_where_it_stands(address: str, tmp_path: Path) -> None:
    """An odd address in a record is one finding at its place."""
    project = overlay(tmp_path)
    file = project / "content/publishers/all.yml"
    written = address.replace("\\", "\\\\").replace("\u202e", "\\u202e")
    file.write_text(file.read_text().replace("https://daily.example/", f'"{written}"'))
    found = checked(project).findings
    assert {(item.span.line, item.span.column) for item in found} == {(3, 8)}
    assert {item.rule.code for item in found} <= {"Y008", "Y002"}


@pytest.mark.parametrize("end", ["\n", "\r", " ", "\0", "\u2028"])
def test_nothing_hides_behind_the_end_of_a_pattern(end: str) -> None:
    """An id, an address or a path with a line end or the like after it is refused: `$` means the very end."""
    assert _accepted(TypeAdapter(Id), "a") and not _accepted(TypeAdapter(Id), f"a{end}")
    assert _accepted(SEED, "seeds/a.txt") and not _accepted(SEED, f"seeds/a.txt{end}")
    assert _accepted(ADDRESS, "https://a.example/x") and not _accepted(ADDRESS, f"https://a.example/x{end}")


RESERVED = ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)), "index")


@pytest.mark.parametrize("id", RESERVED)
def test_an_id_that_can_be_no_page_is_refused(id: str, tmp_path: Path) -> None:
    """An id that Windows takes for a device, or that is the address of a list, is one Y009 at the id."""
    project = overlay(tmp_path)
    text = f"- id: {id}\n  name: Odd\n  kind: product\n  description: A thing.\n"
    (project / "content/entities/strange.yml").write_text(text)
    found = checked(project).findings
    assert [(item.rule.code, item.span.line, item.span.column) for item in found] == [("Y009", 1, 7)]


SEEDS = (
    "seeds/../content/site.yml",
    "/etc/passwd",
    "../secret.txt",
    "seeds/..",
    "seeds/.",
    "seeds//x",
    "seeds/a/b",
    "seeds\\x",
    "C:\\x",
    "\\\\host\\share",
    "file:///etc/passwd",
    "seeds/.env",
    "seeds/a\0b",
    "seeds/" + "a" * 129,
    "seeds/ü.txt",
    "~/x",
    "$HOME",
    "seeds",
    "seeds/",
    "content/site.yml",
    "Seeds/x",
    "seeds/a b",
    "seeds/-x",
    "seeds/x/../../y",
    "./seeds/x",
    "seeds/%2e%2e",
)


@pytest.mark.parametrize("path", SEEDS)
def test_a_path_leaves_no_folder(path: str) -> None:
    """What is no name of a file in seeds/ is refused by its form, before any file is looked for."""
    assert not _accepted(SEED, path)


def _odd_dates() -> list[str]:
    chance = Random(11)
    fixed = [
        "",
        " ",
        "0000",
        "0000-01-01",
        "9999-12-31",
        "10000",
        "-0001",
        "Y170000002",
        "1e4",
        "٢٠٢٥",
        "٢٠٢٥-٠٢-٠١",
        "２０２５-02",
        "2025-0２",
        "2025-02-30",
        "2024-02-29",
        "2023-02-29",
        "2025-13",
        "2025-00",
        "2025-01-00",
        "2025-21",
        "20XX-01",
        "XXXX",
        "201X",
        "20XX",
        "2025-XX-01",
        "2025?~",
        "2025~?",
        "2025%",
        "?2025",
        "2025-02~/2025-01~",
        "../..",
        "/",
        "//",
        "2025/",
        "/2025",
        "2025/2024",
        "2025/2026/2027",
        "2025-02-20T10:00:00Z",
        "T:",
        "{2025,2026}",
        "[2025..2026]",
        "2025-W07",
        "2025-045",
        "2025-2-3",
        "20.2.2025",
        "2/2025",
        "2025/2/3",
        "2025/13",
        "2025‑02‑20",
        "2025–2026",
        "heute",
        "\u202e2025",
        "2025\n",
        "2025\0",
        "²⁰²⁵",
        "𝟚𝟘𝟚𝟝",
        "੨੦੨੫-02",
        "2025-02-20/",
        "9" * 5_000,
        "2025/" * 100_000,
        "X" * 500_000,
        "2025-" * 200_000,
        "9" * 1_000_000,
        "." * 1_000_000,
    ]
    return fixed + ["".join(chance.choices("0123456789X-/.~?%T: ", k=chance.randint(1, 24))) for _ in range(200)]


@pytest.mark.parametrize("number", range(4))
def test_every_odd_text_is_a_date_or_a_finding(number: int) -> None:
    """Over 250 odd texts are dates of ASCII digits, or D001 to D003 with a short message."""
    for text in _odd_dates()[number::4]:
        parsed = parse_date(text)
        if isinstance(parsed, DateFault):
            assert parsed.rule.code in {"D001", "D002", "D003"} and len(parsed.message) < 400
        else:
            assert text.isascii() and parsed.text == text
