"""What is wrong, where, by which rule, and what to do."""

from generator.diagnostics.types import Diagnostic, Fix, Related, Rule, Severity, Span, by_severity, in_order

__all__ = ["Diagnostic", "Fix", "Related", "Rule", "Severity", "Span", "by_severity", "in_order"]
