"""The catalogue of rules: every code that a diagnostic can carry, in one list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.diagnostics.types import Rule

Y001 = Rule("Y001", "error", "the file is not valid YAML", "mend the YAML here; the rest of the file is not read")
Y002 = Rule("Y002", "error", "the file is not clean text", "save it as UTF-8 without NUL and bidirectional controls")
Y003 = Rule("Y003", "error", "a YAML feature that records do without", "write the value out in plain")
Y004 = Rule("Y004", "error", "a key stands twice in one mapping", "keep one of the two")
Y005 = Rule("Y005", "error", "the file is too large or nested too deeply", "split it, or flatten the nesting")
Y006 = Rule("Y006", "error", "a field that this kind of record does not have", "remove it, or see the guide")
Y007 = Rule("Y007", "error", "a field is missing", "add the field")
Y008 = Rule("Y008", "error", "a value is not of its field's kind", "write a value the field takes")
Y009 = Rule("Y009", "error", "an id is not of the form of ids", "use a-z, 0-9 and hyphens, a letter first, at most 64")
Y010 = Rule("Y010", "error", "a file or folder that the compiler does not know", "move or remove it")
Y011 = Rule("Y011", "error", "an input is not a plain file", "put the file itself here: no links, devices or pipes")
Y012 = Rule("Y012", "error", "a file name that not every system can keep", "give it a name of letters, digits, hyphens")

R001 = Rule("R001", "error", "an id that no record has", "use an existing id, or add the record")
R002 = Rule("R002", "error", "an id is defined twice", "give one of the two another id")
R003 = Rule(
    "R003", "error", "a published id is gone", "restore it, or retire it with an entry in content/tombstones.yml"
)
R004 = Rule("R004", "error", "a retired id is used", "use the id that replaced it; retired ids never come back")
R005 = Rule("R005", "error", "a relation without an aim", "name the other claim in `claim`")

Q001 = Rule("Q001", "error", "a quote is not in its source", "copy the words exactly from the document")
Q002 = Rule(
    "Q002", "error", "a quote occurs more than once", "add `prefix` or `suffix`: the words right before or after"
)
Q003 = Rule(
    "Q003", "error", "no place of the words fits prefix, suffix or occurrence", "copy the neighbouring words exactly"
)
Q004 = Rule(
    "Q004", "error", "a quote from a page that is not captured is too long", "paraphrase it, or capture the page"
)
Q005 = Rule("Q005", "error", "an appearance lacks its words", "captured sources take `quote`, cited ones `paraphrase`")
Q006 = Rule("Q006", "warning", "a foreign quote has no translation", "add `translation`", waivable=True)
Q007 = Rule(
    "Q007",
    "note",
    "a quote of words that readers may not see",
    "check in the document whether they are seen",
    True,
)
Q008 = Rule("Q008", "warning", "a quote with invisible characters", "check the document, and quote what is seen", True)
Q009 = Rule(
    "Q009", "error", "the parts of a quote are out of order", "put them in the order in which the document has them"
)

D001 = Rule("D001", "error", "not a date this project reads", "write EDTF: 2025, 2025-02, 2025-02-20, 2025-02~, a/b")
D002 = Rule("D002", "error", "an interval ends before it begins", "put the earlier date first")
D003 = Rule("D003", "error", "a day that does not exist", "check month and day")
D004 = Rule("D004", "error", "a date is missing without a reason", "give the date, or say why not in `undated`")
D005 = Rule("D005", "error", "an inferred date without its reason", "say in `date_reason` what it was inferred from")

S001 = Rule("S001", "error", "a captured document has changed", "restore the file; a changed document is a new source")
S002 = Rule("S002", "error", "a file in seeds/ that no source names", "add a source for it, or remove it")
S003 = Rule("S003", "error", "a captured document is missing", "put the document into seeds/, or correct `file`")
S004 = Rule("S004", "error", "`file` and `sha256` belong together", "give both, or neither")
S006 = Rule("S006", "error", "marks on a document that is not there", "capture the document, or remove the marks")
S005 = Rule("S005", "error", "a captured document is not plain text", "capture its text as UTF-8")
S007 = Rule(
    "S007", "error", "the places of an extracted text cannot be read", "make them anew with `briefs reextract SOURCE`"
)
S008 = Rule(
    "S008",
    "error",
    "two sources with one address",
    "make them one source, or waive this where it is two states of one page",
    waivable=True,
)
S009 = Rule(
    "S009",
    "warning",
    "an accusation of invention without proof",
    "name in `against` the source that shows it, or write `kind: unsupported`",
    waivable=True,
)

X001 = Rule(
    "X001",
    "error",
    "a document is damaged, or not of the kind that its name says",
    "save it anew from the program that it belongs to, and take that file in",
)
X002 = Rule(
    "X002",
    "error",
    "a document is encrypted",
    "save it without password and protection, if you may, and take that file in",
)
X003 = Rule("X003", "error", "a document holds no text", "give a file that holds the words themselves")
X004 = Rule("X004", "error", "a document's text is in no readable encoding", "save it as UTF-8 and take that file in")
X005 = Rule(
    "X005",
    "error",
    "a document is too large, or takes too much to read",
    "give only the part that you quote from",
)

C001 = Rule(
    "C001", "error", "a sentence is neither claimed nor skipped", "quote it in a claim, or list it under `skipped`"
)

A001 = Rule(
    "A001", "note", "a claim is a draft", "write what it lacks and take `draft` away, or delete it", waivable=True
)
A002 = Rule("A002", "error", "a text still says TODO", "write the text; what begins with TODO is not one")

H001 = Rule(
    "H001",
    "warning",
    "a hedged quote under an unhedged claim",
    "weaken the level to fit that word, and copy the word into `cue`",
    waivable=True,
)
H002 = Rule("H002", "error", "the hedge's cue is not in the quote", "copy the cue exactly as it stands in the quote")
H003 = Rule("H003", "warning", "a hedge without a cue", "name the word that hedges in `cue`", waivable=True)
H004 = Rule("H004", "error", "ascribed words without the one who ascribes them", "add that voice as `reported`")

E001 = Rule(
    "E001",
    "error",
    "an assessment better than its origins allow",
    "lower it, or record with `original: yes` and `original_basis` which sources are first publications",
)
E002 = Rule("E002", "error", "a prediction that cannot be followed", "add `resolution` with `criteria` and `due`")
E003 = Rule("E003", "error", "an outcome without what shows it", "add `evidence`, and `occurred` for what happened")
E004 = Rule("E004", "error", "an outcome at odds with its dates", "correct the dates, or say why in `early`")
E005 = Rule(
    "E005", "error", "two claims that cannot both be true", "declare `contradicts` or `distorts` on one", waivable=True
)
E006 = Rule(
    "E006",
    "warning",
    "a page as evidence for its own claim",
    "remove it; another page may support the claim, and this one may narrow or contradict it",
    waivable=True,
)
E007 = Rule(
    "E007", "warning", "a firm judgement on pages that nobody read", "read one of them, or lower the judgement", True
)

L001 = Rule("L001", "error", "a document derives from itself", "remove one of the steps")
L002 = Rule(
    "L002", "error", "a way that the source does not come by", "name sources that it derives from, or add the step"
)
L003 = Rule("L003", "error", "an original without its basis", "say in `original_basis` how that is known")

G001 = Rule("G001", "error", "a definition has more than 60 words", "shorten it")
G002 = Rule("G002", "error", "two terms claim the same variant", "leave the form to one of them")

B001 = Rule(
    "B001", "error", "a brief's front matter is missing or open", "begin the file with --- and close it with ---"
)
B002 = Rule("B002", "error", "a reference in double brackets is not understood", "write [[claim:ID]], [[source:ID]], …")
B003 = Rule("B003", "error", "a bottom line has more than three sentences", "say it in three")
B004 = Rule("B004", "error", "markup that briefs do not allow", "use plain Markdown: no HTML, no attributes")
B005 = Rule("B005", "error", "a brief selects no claim", "name claims under `claims`")
B006 = Rule("B006", "error", "a brief's id is not its file name", "make them the same: the id is the address")
B007 = Rule("B007", "error", "markup that the guide does not allow", "use plain Markdown; show signs in code marks")
B008 = Rule(
    "B008", "error", "a translation of no brief, or into no language of the site", "name it ID.LANG.md, after a brief"
)
B009 = Rule(
    "B009", "error", "a translation whose front matter is not the brief's", "copy the front matter of the brief"
)
B010 = Rule(
    "B010", "error", "a translation that names other records than the brief", "write the same references in both"
)

W001 = Rule("W001", "error", "a waiver that matches nothing", "remove it: the finding is gone")
W002 = Rule("W002", "error", "a waiver for a rule that knows none", "mend the finding instead")

T001 = Rule("T001", "error", "a file of the site's own templates cannot be used", "mend it, or remove it")
T002 = Rule(
    "T002",
    "warning",
    "an override has aged",
    "check what differs with `briefs override --diff`, take over what you want, then `briefs override --keep`",
)
T003 = Rule(
    "T003",
    "warning",
    "an override of which nobody knows what it was made from",
    "check what differs with `briefs override --diff`, then note that you did with `briefs override --keep`",
)


def catalogue() -> Mapping[str, Rule]:
    """All rules by code, in the order of their codes."""
    rules = (value for value in globals().values() if isinstance(value, Rule))
    return MappingProxyType({rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})
