"""The template engine: sandboxed, strict about names, escaping every value that is not Markdown already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import lru_cache
from traceback import extract_tb
from types import CodeType
from typing import Any

from jinja2 import (
    DictLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.render.escape import Md, html, md

ENDINGS = (".j2", ".html", ".xml")
"""How the files of templates end."""


class TemplateFault(Exception):
    """A template cannot be filled in: its own syntax is wrong, or it asks for what pages do not give; for the user."""


@contextmanager
def faults_named(folder: str) -> Iterator[None]:
    """Turns what the template engine raises over templates in `folder` into a TemplateFault with file and line."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise TemplateFault(f"{folder}/{error.name}, line {error.lineno}: {error.message}") from error
    except TemplateError as error:
        places = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(ENDINGS)]
        where = (
            f"{folder}/{places[-1].filename.rpartition(f'/{folder}/')[2]}, line {places[-1].lineno}"
            if places
            else folder
        )
        raise TemplateFault(f"{where}: {error.message or type(error).__name__}") from error


def _finalize(value: Any) -> Any:
    """Every printed value as Markdown; what macros return is Markdown already (autoescaping marks it as Markup)."""
    if isinstance(value, Markup):
        return value
    return Markup(value if isinstance(value, Md) else md(str(value)))  # noqa: S704 - md() is the escape


def _bare(templates: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=_CompiledLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_finalize,
    )
    environment.filters.clear()
    environment.filters.update({"md": md, "html": html})
    return environment


@lru_cache(maxsize=256)
def _code(name: str, source: str) -> CodeType:
    """A template as Python code: it follows from its text alone, and every language and build needs it again."""
    return _bare({}).compile(source, name, name)


class _CompiledLoader(DictLoader):
    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        source, _, current = self.get_source(environment, name)
        return environment.template_class.from_code(environment, _code(name, source), globals or {}, current)


def template_environment(templates: Mapping[str, str], say: Callable[..., Md]) -> ImmutableSandboxedEnvironment:
    """An environment over the given templates; authored texts are values, never templates.

    `say(key, count, name=value)` gives them the words of the interface in the page's language.
    """
    environment = _bare(templates)

    def asked(*arguments: Any, **values: object) -> Md:
        try:
            return say(*arguments, **values)
        except KeyError as error:
            raise TemplateRuntimeError(f"there are no words {error}, or no value for a place in them") from error

    environment.globals["say"] = asked
    return environment
