"""The same input makes the same names, bytes and modes wherever it is built, no build calls anybody, and an unchanged
one writes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.new_site import build, new_site, state
from tests.proving import THOROUGH

PYTHONS = "CLAIM_BRIEFS_PYTHONS"
"""Other Pythons with the locked packages, separated by colons, to build with too."""
REAL = "CLAIM_BRIEFS_REAL"
"""Set to build the real content as well in all surroundings."""
GIT_SETTINGS = """
[core]
    quotePath = true
    abbrev = 4
    autocrlf = true
    pager = false
[color]
    ui = always
    grep = always
    diff = always
[log]
    showSignature = true
    showRoot = false
    follow = true
    decorate = full
    date = relative
    diffMerges = off
[diff]
    external = /bin/false
    renames = copies
    relative = true
    noprefix = true
    orderFile = /dev/null
[format]
    pretty = fuller
[grep]
    column = true
    lineNumber = false
    fullName = false
    patternType = fixed
[i18n]
    logOutputEncoding = UTF-16
[safe]
    directory = *
"""
ORDER = """
import os, random
listed, scanned = os.listdir, os.scandir
def order(names):
    random.Random({seed}).shuffle(names)
    return names
class Scanned:
    def __init__(self, entries):
        with entries:
            self.entries = iter(order(sorted(entries, key=lambda entry: entry.name)))
    def __iter__(self): return self.entries
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.listdir = lambda *path: order(sorted(listed(*path)))
os.scandir = lambda *path: Scanned(scanned(*path))
"""
"""Lets the file system list its files in another order."""
CLOCK = """
import datetime, time
plain = time.time
time.time = lambda: plain() + {shift}
time.time_ns = lambda: int(time.time() * 1e9)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)
    @classmethod
    def today(cls): return cls.now()
Later.__module__, Later.__name__, Later.__qualname__ = "datetime", "datetime", "datetime"
datetime.datetime = Later
"""
"""Sets the clock of the program; `date.today()` asks `time.time`."""
SILENT = """
import os, sys
def hook(event, arguments):
    called = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
    if event in ("socket.connect", "socket.bind") and not isinstance(arguments[1], (str, bytes)): called = True
    if called:
        with open(os.environ["CALLS"], "a") as calls: calls.write(repr((event, arguments[1:])) + "\\n")
        raise OSError("no network here")
sys.addaudithook(hook)
"""
"""Refuses and notes whatever goes beyond this machine; sockets with a path stay on it."""


@dataclass(frozen=True)
class Surrounding:
    """Where a build takes place: its environment, what is run before it, its umask, the folder, code in each Python,
    and what is done to the project first."""

    environment: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    umask: int = 0o022
    folder: str = "project"
    code: str = ""
    prepare: Callable[[Path], object] = lambda project: None
    python: str = sys.executable

    def __or__(self, other: Surrounding) -> Surrounding:
        """Both at once; where they say the same, the other one does."""
        plain = Surrounding()

        def one(name: str) -> object:
            return getattr(other, name) if getattr(other, name) != getattr(plain, name) else getattr(self, name)

        def prepare(project: Path) -> None:
            self.prepare(project)
            other.prepare(project)

        return Surrounding(
            {**self.environment, **other.environment}, self.before + other.before, one("umask"), one("folder"),
            self.code + other.code, prepare, one("python"),
        )  # fmt: skip


def _cached(project: Path) -> None:
    """Leaves what builds of another state of the claims keep, in both folders that are written."""
    claims = next((project / "content" / "claims").glob("*.yml"))
    whole = claims.read_bytes()
    claims.write_bytes(whole + b"\n# another state\n")
    done = build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    claims.write_bytes(whole)
    for file in (project / "site" / "index.html", project / "site" / "assets" / "claim-briefs.css"):
        file.write_bytes(b"written by somebody")
    shutil.rmtree(project / "site" / "claims")


def _made_anew(project: Path) -> None:
    """Makes all files again in another order, at another time, with other modes."""
    files = sorted((path for path in project.rglob("*") if path.is_file() and ".git" not in path.parts), reverse=True)
    for number, file in enumerate(files):
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
        file.chmod((0o600, 0o644, 0o444, 0o664)[number % 4])
        os.utime(file, (number, 4_000_000_000 - number))


def _settings_beside(project: Path) -> None:
    """Lays settings of other programs into the project."""
    (project / "pagefind.toml").write_text('exclude_selectors = "["\nkeep_index_url = true\n')
    subprocess.run(["git", "-C", project, "config", "log.showRoot", "false"], check=True)
    subprocess.run(["git", "-C", project, "config", "color.grep", "always"], check=True)


def _set(**environment: str) -> Surrounding:
    return Surrounding(environment)


SURROUNDINGS = {
    "far east": _set(TZ="Pacific/Kiritimati"),
    "half an hour west": _set(TZ="America/St_Johns"),
    "no locale": _set(LC_ALL="C", LANG="C", LANGUAGE="C"),
    "ASCII alone": _set(LC_ALL="POSIX", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"),
    "German": _set(LC_ALL="de_DE.UTF-8", LANG="de_DE.UTF-8"),
    "Turkish": _set(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8"),
    "hashes from 0": _set(PYTHONHASHSEED="0"),
    "hashes from 1": _set(PYTHONHASHSEED="1"),
    "hashes by chance": _set(PYTHONHASHSEED="random"),
    "umask 000": Surrounding(umask=0o000),
    "umask 077": Surrounding(umask=0o077),
    "files in another order": Surrounding(code=ORDER.format(seed=1)),
    "files in a third order": Surrounding(code=ORDER.format(seed=2)),
    "files made anew": Surrounding(prepare=_made_anew),
    "an odd folder": Surrounding(folder="Bücher & <Sätze> 'n %20 #1"),
    "a deep folder": Surrounding(folder="/".join(["a-rather-long-name"] * 9)),
    "one core": Surrounding(before=("taskset", "-c", "0")),
    "a clock far ahead": Surrounding(code=CLOCK.format(shift=20 * 365 * 86400)),
    "a clock behind": Surrounding(code=CLOCK.format(shift=-20 * 365 * 86400)),
    "nobody's home": _set(HOME="", USER="", LOGNAME=""),
    "a home that is not there": _set(
        HOME="/nonexistent", XDG_CACHE_HOME="/nonexistent", XDG_CONFIG_HOME="/nonexistent"
    ),
    "with a cache": Surrounding(prepare=_cached),
    "asserts left out": _set(PYTHONOPTIMIZE="1"),
    "a narrow terminal": _set(COLUMNS="20", LINES="5", TERM="dumb", NO_COLOR="1"),
    "colours": _set(FORCE_COLOR="1", CLICOLOR_FORCE="1", COLUMNS="300"),
    "odd settings of git": _set(GIT_CONFIG_GLOBAL="{folder}/gitconfig", GIT_PAGER="false", GIT_EXTERNAL_DIFF="false"),
    "another day in the environment": _set(SOURCE_DATE_EPOCH="86400"),
    "another place for what passes": _set(TMPDIR="{folder}"),
    "settings of other programs": Surrounding({"PAGEFIND_SITE": "x", "ODD": "\udcff"}, prepare=_settings_beside),
    "as on a host": _set(CI="true", GITHUB_ACTIONS="true", GITLAB_CI="true", READTHEDOCS="True", NETLIFY="true"),
}
IN_EVERY_RUN = (
    ("far east", "ASCII alone", "hashes from 0", "umask 077", "files in another order", "a deep folder",
     "a clock far ahead", "odd settings of git", "as on a host"),
    ("half an hour west", "Turkish", "hashes by chance", "umask 000", "files made anew", "an odd folder", "one core",
     "nobody's home", "settings of other programs", "another day in the environment"),
    ("with a cache", "German", "hashes from 1", "files in a third order", "a clock behind", "asserts left out",
     "a home that is not there", "another place for what passes"),
    ("no locale", "a narrow terminal"),
)  # fmt: skip
"""Each surrounding once, several at a time; before a release each stands alone as well."""


def _in(name: str, surrounding: Surrounding, made: Path, place: Path) -> Mapping[str, tuple[str, bytes]]:
    """What a copy of the project becomes in a surrounding."""
    project = place / surrounding.folder
    shutil.copytree(made, project, symlinks=True, copy_function=shutil.copy2)
    surrounding.prepare(project)
    (place / "gitconfig").write_text(GIT_SETTINGS)
    (place / "code").mkdir()
    (place / "code" / "sitecustomize.py").write_text(surrounding.code)
    environment = {name: value.format(folder=place) for name, value in surrounding.environment.items()}
    environment["PYTHONPATH"] = f"{place / 'code'}:{ROOT}"
    before = os.umask(surrounding.umask)
    try:
        done = build(project, *surrounding.before, python=surrounding.python, **environment)
    finally:
        os.umask(before)
    assert done.returncode == 0, f"{name}\n{done.stdout}{done.stderr}"
    return state(project / "site")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project that nobody has built."""
    return new_site(tmp_path_factory.mktemp("made") / "project")


@pytest.fixture(scope="module")
def plain(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[str, bytes]]:
    """Its site, built where nothing is odd."""
    return _in("plain", Surrounding(), made, tmp_path_factory.mktemp("plain"))


def _differing(one: Mapping[str, tuple[str, bytes]], other: Mapping[str, tuple[str, bytes]]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_each_surrounding_is_tried() -> None:
    """Every one of the surroundings, and there are more than thirteen, is part of each run but for colours alone."""
    tried = {name for names in IN_EVERY_RUN for name in names}
    assert SURROUNDINGS.keys() - tried == {"colours"} and len(tried) >= 25


@pytest.mark.parametrize("names", IN_EVERY_RUN, ids=lambda names: names[0])
def test_no_surrounding_changes_a_byte(
    names: tuple[str, ...], made: Path, plain: Mapping[str, tuple[str, bytes]], tmp_path: Path
) -> None:
    """Zones, languages, hash seeds, umasks, file orders, folders, clocks, homes, settings of git: the same names, bytes
    and modes, with search and feeds."""
    surrounding = Surrounding()
    for name in names:
        surrounding |= SURROUNDINGS[name]
    assert {"feeds/changes.xml", "de/feeds/changes.xml", "search/search.json", "sha256sums.txt"} <= plain.keys()
    assert b"2026-11-20" in plain["feeds/changes.xml"][1], "without a history its bytes would prove nothing"
    assert _differing(plain, _in(names[0], surrounding, made, tmp_path)) == []


def test_archives_name_no_system(plain: Mapping[str, tuple[str, bytes]]) -> None:
    """The header of a gzip file tells neither time nor name nor system, of which Python 3.13 tells another one."""
    for name in ("sitemap.xml.gz", "de/sitemap.xml.gz"):
        assert plain[name][1][:10] == bytes.fromhex("1f8b08000000000002ff"), name


@pytest.mark.parametrize("name", SURROUNDINGS if THOROUGH else ())
def test_no_surrounding_alone_changes_a_byte(
    name: str, made: Path, plain: Mapping[str, tuple[str, bytes]], tmp_path: Path
) -> None:
    """None of the surroundings makes up for another one."""
    assert _differing(plain, _in(name, SURROUNDINGS[name], made, tmp_path)) == []


def _programs() -> Iterator[tuple[str, Surrounding]]:
    """Surroundings that need what is not on every machine, where it is there."""
    for python in filter(None, os.environ.get(PYTHONS, "").split(":")):
        yield python, Surrounding(python=python)
    for name, before in {
        "the clock of all programs": ("faketime", "2046-05-05 05:05:05"),
        "another user": ("unshare", "--map-user=1234", "--map-group=1234"),
    }.items():
        if (
            THOROUGH
            and shutil.which(before[0])
            and subprocess.run([*before, "true"], capture_output=True, check=False).returncode == 0
        ):
            yield name, Surrounding(before=before)


@pytest.mark.parametrize(("name", "surrounding"), tuple(_programs()))
def test_no_other_program_changes_a_byte(
    name: str, surrounding: Surrounding, made: Path, plain: Mapping[str, tuple[str, bytes]], tmp_path: Path
) -> None:
    """Other Pythons, another clock under all programs, and another user make the same names, bytes and modes."""
    assert _differing(plain, _in(name, surrounding, made, tmp_path)) == []


@pytest.mark.skipif(not os.environ.get(REAL), reason=f"builds the real content a dozen times; set {REAL} to do so")
def test_the_real_content_is_the_same_bytes_too(tmp_path: Path) -> None:
    """What holds for the small project holds for this one, with its history."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(tmp_path / "made")], check=True, capture_output=True)
    plain = _in("plain", Surrounding(), tmp_path / "made", tmp_path / "plain")
    for number, names in enumerate(IN_EVERY_RUN):
        surrounding = Surrounding()
        for name in names:
            surrounding |= SURROUNDINGS[name]
        found = _in(names[0], surrounding, tmp_path / "made", tmp_path / str(number))
        assert _differing(plain, found) == [], names
    for number, (name, surrounding) in enumerate(_programs()):
        found = _in(name, surrounding, tmp_path / "made", tmp_path / f"program-{number}")
        assert _differing(plain, found) == [], name


def _whole_state(project: Path) -> Mapping[str, tuple[int, int, int]]:
    """Inode, time and mode of all files and folders, those of git and of the caches too."""
    found = {}
    for path in sorted(project.rglob("*")):
        told = path.lstat()
        found[str(path.relative_to(project))] = (told.st_ino, told.st_mtime_ns, told.st_mode)
    return found


def test_an_unchanged_rebuild_writes_nothing(made: Path, tmp_path: Path) -> None:
    """Not a file, not a folder, neither in the caches nor in git's, not even after all inputs were touched."""
    project = shutil.copytree(made, tmp_path / "project", symlinks=True)
    assert build(project).returncode == 0
    before = _whole_state(project)
    assert any(name.startswith(".cache/") for name in before) and any(name.startswith(".git/") for name in before)
    assert "nothing has changed since" in build(project).stderr
    assert _whole_state(project) == before
    for path in [*(project / "content").rglob("*"), *(project / "seeds").rglob("*"), project / "mkdocs.yml"]:
        os.utime(path)
    before = _whole_state(project)
    assert "nothing has changed since" in build(project, TZ="Asia/Tokyo", LC_ALL="C").stderr
    assert _whole_state(project) == before


def test_a_build_calls_nobody(made: Path, plain: Mapping[str, tuple[str, bytes]], tmp_path: Path) -> None:
    """No Python of a build asks for an address or opens a connection to anything but this machine's own pipes."""
    surrounding = Surrounding({"CALLS": "{folder}/calls"}, code=SILENT)
    assert _differing(plain, _in("silent", surrounding, made, tmp_path)) == []
    assert not (tmp_path / "calls").exists(), (tmp_path / "calls").read_text()


def test_a_call_would_be_seen(tmp_path: Path) -> None:
    """What `test_a_build_calls_nobody` looks for is noted, in the program and in those that it starts."""
    (tmp_path / "sitecustomize.py").write_text(SILENT)
    called = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    started = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {called!r}])"
    for number, code in enumerate((called, started), start=1):
        around = {**os.environ, "PYTHONPATH": str(tmp_path), "CALLS": str(tmp_path / "calls")}
        subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, check=False)
        assert len((tmp_path / "calls").read_text().splitlines()) == number


ALONE = next(
    (
        command
        for command in (("unshare", "-n"), ("unshare", "-rn"))
        if shutil.which("unshare")
        and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    ),
    (),
)
"""Runs a program on a machine without a network."""


@pytest.mark.skipif(not ALONE, reason="this machine lets nobody take the network away (unshare -n)")
def test_a_build_needs_no_network(made: Path, plain: Mapping[str, tuple[str, bytes]], tmp_path: Path) -> None:
    """Without any network, not even to itself, a build makes the same site."""
    assert _differing(plain, _in("alone", Surrounding(before=ALONE), made, tmp_path)) == []


@pytest.mark.skipif(not (THOROUGH and shutil.which("strace")), reason="for before a release, where strace is there")
def test_no_program_of_a_build_calls_anybody(made: Path, tmp_path: Path) -> None:
    """No program at all that a build starts, Pagefind and git among them, opens a socket that leaves this machine."""
    traced = ("strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,sendmsg", "-o", str(tmp_path / "calls"))
    _in("traced", Surrounding(before=traced), made, tmp_path)
    told = (tmp_path / "calls").read_text("utf-8", "replace")
    assert "AF_UNIX" in told or "socket" not in told
    assert "AF_INET" not in told and "AF_NETLINK" not in told
