"""The command `briefs explain`: what a rule refuses, why, and how to mend it."""

from __future__ import annotations

import click

from generator.authoring.explain import explanation, rule_list
from generator.diagnostics.catalogue import catalogue
from generator.diagnostics.nearest import did_you_mean


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a RULE such as Q001, with a wrong and a right example; without one, list all rules."""
    told = rule_list() if rule is None else explanation(rule.upper())
    if told is None:
        hint = did_you_mean(str(rule).upper(), catalogue(), otherwise="`briefs explain` lists all rules")
        raise click.UsageError(f"there is no rule {rule!r}: {hint}")
    click.echo(told)
