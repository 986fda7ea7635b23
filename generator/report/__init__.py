"""Diagnostics as text for people, as JSON, as annotations for GitHub, as a report for GitLab and as SARIF."""

from generator.report.code_quality import as_code_quality
from generator.report.github import as_github
from generator.report.json_shape import as_json
from generator.report.sarif import as_sarif
from generator.report.text import LineOf, as_text, summary

__all__ = ["LineOf", "as_code_quality", "as_github", "as_json", "as_sarif", "as_text", "summary"]
