"""The manifest of a site lists every file, and `briefs verify` finds whatever was changed, with hostile input too."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.authoring.site_check import verified_site
from generator.cli import main
from generator.publish.manifest import (
    FILE,
    MOST_BYTES,
    MOST_FILES,
    ManifestRefused,
    line_of,
    read_manifest,
    write_manifest,
)
from generator.publish.page_store import PageStore
from tests.conftest import ROOT
from tests.new_site import build, new_site
from tests.proving import THOROUGH, amount

ODD = [
    "a b",
    "-n",
    "back\\slash",
    "new\nline",
    "re\rturn",
    "ü",
    "\u202etxt.exe",
    "\udcff",
    "a\\n",
    "*x",
    "::error::x",
    "#",
]
"""Names that a careless program takes apart, hides, obeys or cannot print."""
HASH = "0" * 64


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its site."""
    project = new_site(tmp_path_factory.mktemp("manifest") / "project")
    done = build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the site, to be changed."""
    return shutil.copytree(built / "site", tmp_path / "site")


def files(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())


def sealed(folder: Path) -> Path:
    """A folder with a manifest that fits."""
    write_manifest(folder, PageStore())
    return folder


def verify(path: Path) -> Result:
    return CliRunner().invoke(main, ["verify", str(path)])


def test_every_file_is_listed_with_its_hash(built: Path) -> None:
    """The manifest has a line for each published file but itself, in order, search and feeds among them."""
    site = built / "site"
    listed = [line.split("  ", 1) for line in (site / FILE).read_text("utf-8").splitlines()]
    names = [name for name in files(site) if name != FILE]
    assert [name for _, name in listed] == sorted(names, key=os.fsencode)
    assert [digest for digest, _ in listed] == [
        hashlib.sha256((site / name).read_bytes()).hexdigest() for name in names
    ]
    assert {"feeds/changes.xml", "search/search.json", "sitemap.xml.gz", "de/index.html", "data/corpus.json"} <= {
        *names
    }


def test_coreutils_read_it(built: Path) -> None:
    """`sha256sum --check` agrees, so that nobody needs this program to verify a site."""
    command = ["sha256sum", "--check", "--strict", "--quiet", FILE]
    done = subprocess.run(command, cwd=built / "site", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_odd_names_are_listed_so_that_coreutils_read_them(tmp_path: Path) -> None:
    """Line breaks, backslashes, bytes that are no UTF-8: one line each, read by both; a terminal obeys none."""
    (tmp_path / "a").mkdir()
    for name in ODD:
        (tmp_path / "a" / name).write_text(name, "utf-8", "surrogateescape")
    sealed(tmp_path)
    assert verified_site(tmp_path).faults == ()
    assert len((tmp_path / FILE).read_bytes().splitlines(keepends=True)) == len(ODD)
    command = ["sha256sum", "--check", "--strict", "--quiet", FILE]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    for name in ODD:
        (tmp_path / "a" / name).write_bytes(b"other")
    told = verify(tmp_path)
    assert told.exit_code == 1 and len(told.stdout.splitlines()) == len(ODD)
    assert all(line.isprintable() and line.startswith("a/") for line in told.stdout.splitlines())


def _flipped(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def _linked(file: Path, chance: random.Random) -> None:
    """The same bytes by a link: what it leads to is not in the manifest's hands."""
    del chance
    kept = file.with_name(file.name + ".kept")
    file.rename(kept)
    file.symlink_to(kept)


def _in_capitals(file: Path, chance: random.Random) -> None:
    del chance
    file.rename(file.with_name(file.name.swapcase()))


WAYS: dict[str, Callable[[Path, random.Random], object]] = {
    "a bit": _flipped,
    "shorter": lambda file, chance: os.truncate(file, chance.randrange(file.stat().st_size)),
    "longer": lambda file, chance: file.write_bytes(file.read_bytes() + bytes([chance.randrange(256)])),
    "empty": lambda file, _: file.write_bytes(b""),
    "gone": lambda file, _: file.unlink(),
    "another name": lambda file, _: file.rename(file.with_name(f"{file.name}~")),
    "capitals": _in_capitals,
    "a link": _linked,
    "a folder": lambda file, _: (file.unlink(), file.mkdir()),
    "a pipe": lambda file, _: (file.unlink(), os.mkfifo(file)),
    "one beside it": lambda file, _: file.with_name(f".{file.name}").touch(),
    "two for each other": lambda file, _: _exchanged(file),
}


def _exchanged(file: Path) -> None:
    """Swaps a file with another one of the site."""
    site = next(folder for folder in file.parents if (folder / FILE).exists())
    other = site / "robots.txt" if file.name != "robots.txt" else site / "due.ics"
    one, two = file.read_bytes(), other.read_bytes()
    file.write_bytes(two)
    other.write_bytes(one)


def _mended(site: Path, whole: Path, name: str) -> None:
    """Puts back what a change of a file has left."""
    there = {path.name for path in (whole / name).parent.iterdir()}
    for path in (site / name).parent.iterdir():
        if path.is_dir() and not (whole / name).parent.joinpath(path.name).is_dir():
            path.rmdir()
        elif path.name not in there or path.is_symlink() or path.is_fifo():
            path.unlink()
    for changed in {name, "robots.txt", "due.ics"}:
        shutil.copy(whole / changed, site / changed)


def test_any_change_of_one_file_is_detected(built: Path, site: Path) -> None:
    """Whatever happens to any one file of a site, `verify` names it; a file that is there in another way is no file."""
    chance = random.Random(7)
    ways, tried = cycle(WAYS.items()), 0
    for name in (name for name in files(built / "site") if name != FILE):
        for _ in range(len(WAYS) if THOROUGH else 1):
            way, change = next(ways)
            change(site / name, chance)
            tried += 1
            faults = verified_site(site).faults
            told = name.replace(Path(name).name, f".{Path(name).name}") if way == "one beside it" else name
            assert any(fault.startswith(f"{told}: ") for fault in faults), (name, way, faults)
            _mended(site, built / "site", name)
    assert tried >= 140
    assert verified_site(site).faults == ()


def test_a_change_of_every_file_is_detected_at_once(site: Path) -> None:
    """When every file was altered, each has one line, and the summary counts them."""
    chance = random.Random(8)
    names = [name for name in files(site) if name != FILE]
    for name in names:
        _flipped(site / name, chance)
    told = verify(site)
    assert told.exit_code == 1
    assert sorted(told.stdout.splitlines()) == sorted(f"{name}: was altered" for name in names)
    assert f"{len(names)} faults" in told.stderr


def test_a_changed_manifest_never_tells_the_same(built: Path) -> None:
    """Whichever bit of the manifest is another one, a line is refused or tells of other files: it has one form only."""
    content = (built / "site" / FILE).read_bytes()
    told, faults = read_manifest(content)
    assert faults == () and len(told) >= 140
    chance = random.Random(9)
    places = range(len(content)) if THOROUGH else sorted(chance.sample(range(len(content)), 1500))
    for place in places:
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        found, faults = read_manifest(bytes(changed))
        assert faults or found != told, place
    lines = content.splitlines(keepends=True)
    for number in range(len(lines) - 1):
        moved = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
        assert read_manifest(b"".join(moved))[1], number
        assert read_manifest(b"".join([*lines[:number], *lines[number + 1 :]]))[0] != told


HOSTILE = {
    "leads out": f"{HASH}  ../x\n",
    "leads out from within": f"{HASH}  a/../../x\n",
    "absolute": f"{HASH}  /etc/passwd\n",
    "this folder": f"{HASH}  ./x\n",
    "itself": f"{HASH}  {FILE}\n",
    "twice": f"{HASH}  x\n{HASH}  x\n",
    "out of order": f"{HASH}  y\n{HASH}  x\n",
    "a folder": f"{HASH}  x/\n",
    "an empty part": f"{HASH}  a//x\n",
    "another mark": f"{HASH} *x\n",
    "capitals": f"{'A' * 64}  x\n",
    "a short hash": f"{'0' * 63}  x\n",
    "a long hash": f"{'0' * 65}  x\n",
    "no name": f"{HASH}  \n",
    "an empty line": f"\n{HASH}  x\n",
    "no end": f"{HASH}  x",
    "CRLF": f"{HASH}  x\r\n",
    "NUL": f"{HASH}  x\0y\n",
    "a needless escape": f"\\{HASH}  x\n",
    "an unknown escape": f"\\{HASH}  x\\t\n",
    "half an escape": f"\\{HASH}  x\\\n",
    "a bare backslash": f"{HASH}  x\\y\n",
    "BOM": f"\ufeff{HASH}  x\n",
    "UTF-16": f"{HASH}  x\n".encode("utf-16").decode("latin-1"),
    "HTML": "<!doctype html>\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_manifest_is_told_by_line(content: str, tmp_path: Path) -> None:
    """A line that no build has written is named, opens nothing outside, and proves nothing."""
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "x").write_text("outside")
    (folder / FILE).write_text(content, "utf-8", newline="")
    told = verify(folder)
    assert told.exit_code == 1, told.output
    assert told.stdout.startswith(f"{FILE}:")
    assert "Traceback" not in told.output


def test_a_manifest_of_other_bytes_is_told(tmp_path: Path) -> None:
    """What is no text at all, every byte of it, is refused line by line."""
    (tmp_path / FILE).write_bytes(bytes(range(256)) * 40)
    told = verify(tmp_path)
    assert told.exit_code == 1 and told.stdout.count("this line is not one of a manifest") == 41
    assert all(line.isprintable() for line in told.stdout.splitlines())


MEASURED = """
import sys, time
from generator.publish.manifest import ManifestRefused, read_manifest, line_of
from tests.peak_memory import peak_mebibytes
names = (b"%07d/index.html" % number for number in range(int(sys.argv[1])))
content = b"".join(line_of(name, "0" * 64) for name in names)
before = time.process_time()
try:
    told = len(read_manifest(content)[0])
except ManifestRefused:
    told = "refused"
print(told, time.process_time() - before, peak_mebibytes())
"""


@pytest.mark.parametrize(("lines", "told"), [(amount(100_000, MOST_FILES), ""), (MOST_FILES + 1, "refused")])
def test_a_long_manifest_is_read_within_limits(lines: int, told: str) -> None:
    """As many lines as a manifest may have take no more than 5 s and 512 MB; one more is refused."""
    command = [sys.executable, "-c", MEASURED, str(lines)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found, seconds, megabytes = done.stdout.split()
    assert found == (told or str(lines))
    assert float(seconds) < 5 and int(megabytes) < 512


def test_a_huge_manifest_is_not_read(tmp_path: Path) -> None:
    """A manifest larger than any is refused by its size alone; so is one longer than any from memory."""
    (tmp_path / FILE).touch()
    os.truncate(tmp_path / FILE, 2**40)
    told = verify(tmp_path)
    assert told.exit_code == 2 and "larger than 128 MiB" in told.output
    with pytest.raises(ManifestRefused):
        read_manifest(b"x" * (MOST_BYTES + 1))


def _no_manifest(folder: Path) -> None:
    (folder / FILE).unlink()


def _manifest_as(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / FILE).rename(folder / "kept.txt")
        make(folder / FILE)

    return change


NONE = {
    "none": _no_manifest,
    "a link": _manifest_as(lambda path: path.symlink_to("kept.txt")),
    "a pipe": _manifest_as(os.mkfifo),
    "a folder": _manifest_as(Path.mkdir),
}


@pytest.mark.parametrize("change", NONE.values(), ids=NONE.keys())
def test_without_a_manifest_nothing_is_proved(change: Callable[[Path], None], site: Path) -> None:
    """Exit code 2 and the reason in one line, where there is no manifest or it is no plain file."""
    change(site)
    told = verify(site)
    assert (told.exit_code, told.stdout) == (2, ""), told.output
    assert "cannot be verified" in told.stderr and len(told.stderr.splitlines()) == 1


def test_a_whole_site_tells_the_hash_of_its_manifest(built: Path) -> None:
    """Exit code 0, and the SHA-256 of the manifest, to be held against the attestation of it."""
    told = verify(built / "site")
    digest = hashlib.sha256((built / "site" / FILE).read_bytes()).hexdigest()
    assert (told.exit_code, told.stdout) == (0, ""), told.output
    assert digest in told.stderr


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    """Pipes, devices, links and files without end are named, at once, and not read."""
    (tmp_path / "large").write_bytes(b"x")
    sealed(tmp_path)
    os.truncate(tmp_path / "large", 2**42)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "folder").symlink_to("/")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "more").touch()
    os.truncate(tmp_path / "more", 2**42)
    assert verified_site(tmp_path).faults == (
        "device: is a link",
        "folder: is a link",
        "large: is larger than any file of a site",
        "loop: is a link",
        "more: was added",
        "pipe: is no plain file",
    )


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder whose files lie deeper than a path can be long."""
    top = tmp_path / "site"
    top.mkdir()
    sealed(top)
    here = os.open(top, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    yield top
    shutil.rmtree(top)


def test_too_deep_a_folder_is_told(deep: Path) -> None:
    """A folder that cannot be looked into is a fault and no crash."""
    (fault,) = verified_site(deep).faults
    assert fault.endswith("cannot be read")


def test_neither_a_device_nor_a_pipe_is_taken_for_a_pack(tmp_path: Path) -> None:
    """`verify` reads no stream without end."""
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe"):
        told = verify(path)
        assert told.exit_code == 2 and "plain file" in told.output


def test_a_kept_hash_is_that_of_the_very_file(tmp_path: Path) -> None:
    """Hashes are taken over from the last build; a file that was written, exchanged or moved is hashed again."""
    store = PageStore()
    for name in ("written", "exchanged", "same"):
        (tmp_path / name).write_bytes(b"one")
    write_manifest(tmp_path, store)
    before = (tmp_path / FILE).read_bytes()
    (tmp_path / "written").write_bytes(b"two")
    state = (tmp_path / "exchanged").stat()
    (tmp_path / "other").write_bytes(b"two")
    (tmp_path / "other").replace(tmp_path / "exchanged")
    os.utime(tmp_path / "exchanged", ns=(state.st_atime_ns, state.st_mtime_ns))
    write_manifest(tmp_path, store)
    digest = hashlib.sha256(b"two").hexdigest()
    lines = before.splitlines(keepends=True)
    assert (tmp_path / FILE).read_bytes() == b"".join(
        [line_of(b"exchanged", digest), lines[1], line_of(b"written", digest)]
    )


def test_everybody_may_read_what_is_published(tmp_path: Path) -> None:
    """Whatever modes files and folders of a staged site have, they get the same ones, and keep their hashes."""
    (tmp_path / "a").mkdir(mode=0o700)
    for number, mode in enumerate((0o600, 0o640, 0o666, 0o755, 0o444, 0o2644)):
        (tmp_path / "a" / str(number)).touch()
        (tmp_path / "a" / str(number)).chmod(mode)
    tmp_path.chmod(0o700)
    sealed(tmp_path)
    modes = {path: path.stat().st_mode & 0o7777 for path in [tmp_path, *tmp_path.rglob("*")]}
    assert modes == {path: 0o755 if path.is_dir() else 0o644 for path in modes} and len(modes) == 9


def test_a_later_build_lists_what_a_first_one_lists(built: Path, tmp_path: Path) -> None:
    """After a change, with the cache, the manifest is that of a build without any; what was altered is mended."""
    project = shutil.copytree(built, tmp_path / "project", copy_function=shutil.copy2)
    claims = project / "content" / "claims" / "bridge.yml"
    claims.write_text(claims.read_text("utf-8").replace("costs 48", "costs 47"), "utf-8")
    for name in ("index.html", "search/search.json", "assets/claim-briefs.css", "data/corpus.json"):
        file = project / "site" / name
        file.write_bytes(file.read_bytes()[::-1])
    assert build(project).returncode == 0
    later = (project / "site" / FILE).read_bytes()
    assert verify(project / "site").exit_code == 0
    for folder in (".cache", "site", "build"):
        shutil.rmtree(project / folder)
    assert build(project).returncode == 0
    assert (project / "site" / FILE).read_bytes() == later != (built / "site" / FILE).read_bytes()
