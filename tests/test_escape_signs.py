"""Which signs of a text become references, sign by sign: none that means nothing, and all that could."""

from __future__ import annotations

import pytest

from generator.render.escape import Md, html, joined, md, preformatted

ALWAYS = "&<>#*_`[]{}|\\~^$"
SHOWN = {
    "what means nothing anywhere stays as it is": ("Growth, 5.2 per cent: fine; a/b + c = d @ e?", None),
    "a hyphen inside a word or a range": ("well-known, 2024-25, ä-ö", None),
    "a hyphen that begins a number or a word": ("of -5 and -x", None),
    "a hyphen after a sign": ("x(-y", "x(&#45;y"),
    "a hyphen before a sign": ("a-(b", "a&#45;(b"),
    "a hyphen at the end": ("a-", "a&#45;"),
    "a hyphen alone": ("a - b", "a &#45; b"),
    "hyphens in a row": ("a--b", "a&#45;&#45;b"),
    "an exclamation mark": ("so! no", None),
    "an exclamation mark at the end": ("so!", None),
    "an exclamation mark before a picture": ("so![x", "so&#33;&#91;x"),
    "exclamation marks before something else": ("so!!x", None),
    "an opening parenthesis": ("so (it was)", None),
    "an opening parenthesis after a bracket": ("x](y", "x&#93;&#40;y"),
    "parentheses in a row": ("so ((x))", "so ((x)&#41;"),
    "quotation marks in a row": ("so ''x'' \"\"y\"\"", None),
    "colons in a row": ("x::y", "x:&#58;y"),
    "a sign at the start": (":x", "&#58;x"),
    "a sign at the start, after a space": ("  :x", "&#58;x"),
    "a quotation mark at the start": ("\"x\" 'y'", "&#34;x\" 'y'"),
    "a full stop after a number at the start": ("12. x 3. y", "12&#46; x 3. y"),
    "a parenthesis after a number at the start": ("1) x", "1&#41; x"),
    "a full stop inside a number": ("x1. y", None),
    "signs that always mean something": ("x" + ALWAYS, "x" + "".join(f"&#{ord(sign)};" for sign in ALWAYS)),
    "line ends and indentation": ("  a\n\tb  c ", "a b c"),
    "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_no_sign_is_a_reference_in_vain(name: str) -> None:
    """Text is Markdown with exactly these signs as references, so that the pages can be read as they stand."""
    text, expected = SHOWN[name]
    assert md(text) == (text if expected is None else expected)


def test_every_sign_of_an_attribute_is_a_reference() -> None:
    """In raw HTML only letters, digits, spaces, commas, full stops and hyphens stand as they are."""
    assert html("Ab 1, 2.3-ä\u0080") == "Ab 1, 2.3-ä\u0080"
    signs = "!\"#$%&'()*+/:;<=>?@[\\]^_`{|}~\x7f"
    assert html(signs) == "".join(f"&#{ord(sign)};" for sign in signs)
    assert html(" a \n b ") == "a b"
    assert html(7) == "7"


def test_markdown_of_our_own_is_joined_as_it_is() -> None:
    """Pieces of Markdown are one piece that is not escaped again, with nothing or a separator between them."""
    assert joined([Md("*a*"), Md("`b`")]) == "*a*`b`"
    assert joined([Md("*a*"), Md("`b`")], "<br>") == "*a*<br>`b`"
    assert md(joined([Md("*a*")])) == "*a*"


def test_lines_of_a_document_keep_their_ends_and_their_indentation() -> None:
    """Several lines are one line of Markdown; line ends and spaces at the start are references, an end of all goes."""
    assert preformatted("a\n  <b\n\nc X\n\n") == "a&#10;&#32;&#32;&#60;b&#10;&#10;c X"
    assert preformatted("X") == "X"
    assert md(preformatted("*")) == "&#42;"
