"""Waivers: findings that we live with are taken out; waivers that do nothing are findings themselves."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic, Rule
from generator.diagnostics.catalogue import W001, W002
from generator.diagnostics.nearest import proposal
from generator.model.corpus import Corpus


def waive(
    corpus: Corpus, findings: tuple[Diagnostic, ...], rules: Mapping[str, Rule]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """All findings to those that remain and those that a waiver explains; adds W001 and W002."""
    remaining, waived, own = list(findings), [], []
    for located in corpus.waivers:
        record, places = located.record, located.places
        rule = rules.get(record.rule)
        if rule is None or not rule.waivable:
            what = f"there is no rule {record.rule}" if rule is None else f"{record.rule} cannot be waived"
            span = places.at("rule")
            hint, fix = proposal(record.rule, rules, span) if rule is None else ("", None)
            own.append(Diagnostic(W002, span, what, hint, target=record.target, fix=fix))
            continue
        matched = [item for item in remaining if item.rule.code == record.rule and item.target == record.target]
        if matched:
            waived += matched
            remaining = [item for item in remaining if item not in matched]
        elif record.target not in corpus.unread.words and not any(item.target == record.target for item in remaining):
            message = f"{record.rule} finds nothing in {record.target!r}"
            targets = {item.target for item in findings if item.rule.code == record.rule}
            span = places.at("target")
            hint, fix = proposal(record.target, targets, span)
            own.append(Diagnostic(W001, span, message, hint, target=record.target, fix=fix))
    return (*remaining, *own), tuple(waived)
