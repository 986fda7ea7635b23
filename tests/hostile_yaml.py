"""Hostile YAML files by name: what strangers could send as a record, made by code and the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

HOME = "content/entities/strange.yml"
BRIEF = "content/briefs/strange.md"
MEBIBYTE = 1 << 20
RECORD = "- id: odd-one\n  name: Odd\n  kind: product\n  description: A thing.\n"
DEEP = (10, 13, 14, 50, 100, 500, 1_000, 1_001, 5_000, 10_000, 100_000, 500_000, 1_000_000)
OPENINGS = {
    "flow-list": "[",
    "flow-mapping": "{a: ",
    "block-list": "- ",
    "key": "? ",
    "mixed": "[{a: ",
    "flow-key": "{? ",
    "tagged": "!!seq [",
    "anchored": "&a [",
    "quoted": '["a", [',
}
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]))
UNSEEN = "\ufeff\ufffe\uffff\u2028\u2029\U000e0001\U000e0020\U000e0041\U000e007f"
ESCAPES = (
    r"\0",
    r"\a",
    r"\b",
    r"\e",
    r"\v",
    r"\f",
    r"\r",
    r"\x7f",
    r"\x9b",
    r"\u0000",
    r"\u202a",
    r"\u202e",
    r"\u2066",
    r"\u2069",
    r"\ufffe",
    r"\uffff",
    r"\ud800",
    r"\udfff",
    r"\ud83d\ude00",
    r"\udc00\ud800",
    r"\U00110000",
    r"\Uffffffff",
    r"\xg",
    r"\q",
    r"\u12g",
    r"\U0000202e",
)
TAGS = (
    "!!python/object:os.system",
    "!!python/object/apply:os.system",
    "!!python/object/new:os.system",
    "!!python/name:os.system",
    "!!python/module:os",
    "!!binary",
    "!!set",
    "!!omap",
    "!!timestamp",
    "!!int",
    "!!str",
    "!own",
    "!",
    "!<tag:example.org,2000:x>",
    "!<!x>",
    "!e!x",
    "!!",
    "!ENV",
    "!!merge",
    "!!null",
)
LOOKALIKE_IDS = (
    "оdd",
    "ｏdd",
    "odd\u0301",
    "ódd",
    "odd\u200b",
    "odd\u00ad",
    "οdd",
    "𝐨dd",
    "ⅰd",
    "odd\u2010one",
    "odd\u2011one",
    "odd_one",
    "Odd",
    "ODD",
    "odd one",
    "odd/one",
    "../odd",
    "odd.",
    "odd\\one",
    "-odd",
    "1odd",
    "odd\u034f",
    "oԁd",
    "ŉodd",
    "ﬁne",
    "odd\u3164",
    "odd\u115f",
    "odd\u2800",
    "ı",
    "ſ",
    "\u212aelvin",
    "a" * 65,
    "a" * 100_000,
    "__config",
)
LOOKALIKE_FIELDS = ("nаme", "ｎame", "name\u0301", "kınd", "naｍe", "Name", "desсription", "\u200bname")
VALUES = (
    "[]",
    "{}",
    "[a]",
    "{a: b}",
    "[[a]]",
    "~",
    "",
    "''",
    "[~]",
    "{? a}",
    "[a: b]",
    "{a: [b, {c: d}]}",
    "{'': x}",
    "{xx-: x}",
    "{en: [a]}",
    "{en: {de: x}}",
    "{en: }",
    "{de_DE: x}",
    "{english: x}",
)


def _with(name: str, value: str) -> str:
    """A record one field of which holds a value."""
    lines = [f"  {field}: {value}" if field == name else f"  {field}: {text}" for field, text in FIELDS.items()]
    return "-" + "\n".join(lines)[1:] + "\n"


FIELDS = {"id": "odd-one", "name": "Odd", "kind": "product", "description": "A thing."}


def _texts() -> Iterator[tuple[str, str]]:
    for name, opening in OPENINGS.items():
        yield from ((f"deep-{name}-{depth}", (opening * depth)[:MEBIBYTE]) for depth in DEEP[2:])
    for depth in (14, 100, 1_000):
        yield f"deep-block-mapping-{depth}", "".join(" " * level + "a:\n" for level in range(depth))
        yield f"deep-closed-{depth}", "[" * depth + "]" * depth
    laughs = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    yield "billion-laughs", "l0: &l0 [lol]\n" + laughs
    yield "self-reference", "- &a [*a]\n"
    yield "self-mapping", "&a\nb: *a\n"
    yield "alias-unknown", _with("name", "*nowhere")
    yield "alias-key", "- *a : b\n"
    yield "anchor", _with("name", "&a Odd")
    yield "anchor-twice", "- &a &b c\n"
    yield "many-aliases", "- *a\n" * 200_000
    yield "merge", RECORD + "  <<: {named: 'no'}\n"
    yield "merge-list", RECORD + "  <<: [{a: b}, {c: d}]\n"
    yield "merge-quoted", RECORD + "  '<<': x\n"
    for number, key in enumerate(("name", "'name'", '"name"', '"n\\x61me"', "? name\n ")):
        yield f"twice-{number}", f"{RECORD}  {key}: Again\n"
    yield "twice-composed", "ä: x\na\u0308: y\n"
    for tag in TAGS:
        yield f"tag-{tag}", _with("name", f"{tag} x")
        yield f"tag-on-record-{tag}", f"- {tag}\n" + RECORD[1:]
    for number, head in enumerate(
        ("%YAML 1.1", "%YAML 1.2", "%YAML 9.9", "%YAML x", "%TAG ! tag:x,1:", "%TAG !e! !", "%FOO", "%", "%TAG", "%%")
    ):
        yield f"directive-{number}", f"{head}\n---\n{RECORD}"
    yield "tag-bomb", "%TAG ! tag:" + "a" * 1_000 + "\n---\n" + "- !b c\n" * 50_000
    yield "two-documents", f"{RECORD}---\n{RECORD}"
    yield "ended-document", f"{RECORD}...\n{RECORD}"
    yield "many-documents", "---\na\n" * 100_000
    for number, key in enumerate(
        ("[a]", "{a: b}", "? [a]\n", "~", "1", "1.5", "true", "''", "? |\n    x\n ", "2025-01-01")
    ):
        yield f"key-{number}", f"{RECORD}  {key} : x\n"
    yield "no-key", ": x\n"
    for letter in CONTROLS + UNSEEN + BIDIRECTIONAL:
        yield f"raw-{ord(letter):04x}", _with("name", f"O{letter}dd")
    for letter in BIDIRECTIONAL:
        yield f"in-a-remark-{ord(letter):04x}", f"# O{letter}dd\n{RECORD}"
    for escape in ESCAPES:
        yield f"escape-{escape}", _with("name", f'"O{escape}dd"')
        yield f"escape-in-key-{escape}", f'{RECORD}  "no{escape}te": x\n'
    for number, id in enumerate(LOOKALIKE_IDS):
        yield f"id-{number}", _with("id", id)
    yield "id-line-end", _with("id", '"odd-one\\n"')
    yield "id-block", _with("id", "|\n    odd-one")
    for number, field in enumerate(LOOKALIKE_FIELDS):
        yield f"field-{number}", RECORD.replace("name", field).replace("description", field, "desc" in field)
    for field in FIELDS:
        for number, value in enumerate(VALUES):
            if field not in {"name", "description"} or value not in {"~", "{'': x}"}:
                yield f"value-{field}-{number}", _with(field, value)
    for number, text in enumerate(
        (
            "a: b: c",
            "\tname: x",
            "- a\nb: c",
            "a: 'x",
            'a: "x',
            "a: [x",
            "a: {x",
            "a: ]",
            "@a",
            "`a",
            "a: %x\n%y",
            "a: |x",
            "a: >9\n x",
            "a: |0\n x",
            "a: |12\n x",
            "a: |-+\n x",
            "a: |\n  x\n y",
            "a: 'x'y",
            "- - -",
            "a:\n  b\n c: d",
            "? a\n: b\n:",
            "[a,,b]",
            "{,}",
            "a: !",
            "a: &",
            "a: *",
            "--- a\n--- b",
            "a\nb: c",
            "a: b\n  c: d",
            "x" * 2_000 + ": y: z",
            "'",
            '"',
            "[",
            "{",
            "]",
            "}",
            ",",
            "|",
            ">",
            "&",
            "*",
            "!",
            "?",
            "- |\n\tx\n :",
        )
    ):
        yield f"broken-{number}", text
    for number, text in enumerate(("1e999999", "0x7fffffff", "0o777", "9" * 5_000, ".inf", ".nan", "2025-01-01", "no")):
        yield f"text-for-record-{number}", text
    yield "wrong-keys", "".join(f"k{number}: 1\n" for number in range(100_000))
    yield "wrong-keys-fewer", "".join(f"k{number}: 1\n" for number in range(40_000))
    yield "nothings", "- \n" * 40_000
    yield "texts-in-one-line", "[" + "a," * 40_000 + "]"
    yield "texts-in-one-line-more", "[" + "a," * 500_000 + "]"
    yield "records-without-fields", "- {}\n" * 40_000
    yield "long-id-wrong-keys", f"- id: {'a' * 100_000}\n" + "".join(f"  k{n}: 1\n" for n in range(40_000))
    yield "same-key", "a: 1\n" * 200_000
    yield "blank-then-aliases", "\n" * 500_000 + "- *a\n" * 100_000
    yield "remarks", "#" * 100 + "\n" + "#\n" * 400_000 + "x\n"
    yield "huge-text", _with("kind", "x" * (MEBIBYTE - 200))
    yield "huge-key", "x" * 1_000 + "y" * (MEBIBYTE - 2_000) + ": x"
    yield "huge-quoted-key", '{"' + "y" * (MEBIBYTE - 200) + '": x}'
    yield "over-the-limit", RECORD + "#" * MEBIBYTE
    yield "colons", ":" * 1_000_000
    yield "quotes", '"' * 1_000_001


def _bytes() -> Iterator[tuple[str, bytes]]:
    word = RECORD.replace("Odd", "Größe €")
    for code in ("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp037"):
        yield f"encoded-{code}", word.encode(code, "replace")
    yield "encoded-utf-7", RECORD.replace("Odd", "+IC4-").encode() + b"\xff"
    for name, odd in {
        "truncated": b"\xe2\x82",
        "overlong": b"\xc0\xaf",
        "overlong-nul": b"\xc0\x80",
        "surrogate": b"\xed\xa0\x80",
        "cesu": b"\xed\xa0\xbd\xed\xb8\x80",
        "too-high": b"\xf4\x90\x80\x80",
        "lone": b"\x80",
        "five": b"\xf8\x88\x80\x80\x80",
        "mark-twice": b"\xef\xbb\xbf",
    }.items():
        yield f"bytes-{name}", RECORD.encode().replace(b"Odd", b"O" + odd + b"dd")
        yield f"bytes-at-end-{name}", RECORD.encode() + b"# " + odd
        yield f"bytes-after-marks-{name}", b"\xef\xbb\xbf# one\r# two\r\n" + RECORD.encode().replace(b"Odd", b"O" + odd)


def hostile_files() -> dict[str, tuple[str, bytes]]:
    """Every hostile file by name: where it stands in a project, and its bytes."""
    files = {name: (HOME, text.encode("utf-8")) for name, text in _texts()}
    files |= {name: (HOME, content) for name, content in _bytes()}
    for name, text in (("deep", "[" * 1_000), ("tag", "a: !!python/name:os.system x\n"), ("nul", 'title: "\\0"\n')):
        files[f"front-matter-{name}"] = (BRIEF, f"---\n{text}\n---\n\nWords.\n".encode())
        for path in ("content/site.yml", "content/waivers.yml", "content/tombstones.yml", "content/claims/drafts.yml"):
            files[f"{path.split('/')[-1]}-{name}"] = (path, text.encode())
        files[f"draft-{name}"] = (
            HOME.replace("entities", "claims"),
            f"- id: d\n  draft: yes\n  note:\n    {text}\n".encode(),
        )
        files[f"lexicon-{name}"] = ("site_templates/lexicon/en.yml", text.encode())
        files[f"words-{name}"] = ("site_templates/words/en/home.yml", text.encode())
        files[f"origins-{name}"] = ("site_templates/origins.yml", text.encode())
    for name, text in (
        ("deep", "[" * 200_000),
        ("tab", "\ta: b"),
        ("open", "nav: ["),
        ("nul", "site_name: \0"),
        ("list", "- a\n"),
        ("two", "a: b\n---\nc: d\n"),
    ):
        files[f"mkdocs-{name}"] = ("mkdocs.yml", text.encode())
    return files


TOKENS = (
    "[",
    "{",
    "]",
    "}",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!!python/name:os.system ",
    "!x ",
    "<<: ",
    "'",
    '"',
    "|",
    ">",
    "%YAML 1.1\n",
    "---\n",
    "...\n",
    "\t",
    "\0",
    "\u202e",
    "\u2028",
    "\ufeff",
    '"\\0"',
    '"\\u202e"',
    "#",
    "\r",
    "\r\n",
    "\x85",
    "[" * 50,
    "~",
    "1e999",
)


def mutated(content: bytes, chance: Random) -> bytes:
    """A file as it is after one to three accidents or attacks."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        kind, at = chance.randrange(7), chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.randint(1, 40))
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[at:end]
        elif kind == 2:
            changed[at:at] = changed[at:end]
        elif kind == 3:
            lines = changed.split(b"\n")
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            changed = bytearray(b"\n".join(lines))
        elif kind in {4, 5}:
            changed[at:at] = chance.choice(TOKENS).encode()
        else:
            del changed[max(at, len(changed) // 2) :]
    return bytes(changed)
