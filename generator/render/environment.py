"""The template engine: sandboxed, strict about names, escaping every value that is not Markdown already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.render.escape import Md, html, md


def _finalize(value: Any) -> Any:
    """Every printed value as Markdown; what macros return is Markdown already (autoescaping marks it as Markup)."""
    if isinstance(value, Markup):
        return value
    return Markup(value if isinstance(value, Md) else md(str(value)))  # noqa: S704 - md() is the escape


def template_environment(templates: Mapping[str, str], say: Callable[..., Md]) -> ImmutableSandboxedEnvironment:
    """An environment over the given templates; authored texts are values, never templates.

    `say(key, count, name=value)` gives them the words of the interface in the page's language.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    environment.globals["say"] = say
    environment.filters.clear()
    environment.filters.update({"md": md, "html": html})
    return environment
