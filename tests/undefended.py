"""A site as many have one, plain MkDocs with Material and the usual extensions, made of texts as they are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.hostile_sites import plant_secrets
from tests.hostile_texts import Hostile

SETTINGS = """site_name: Undefended
nav: [index.md]
theme:
  name: material
  font: false
  features: [content.tooltips, content.code.copy, navigation.tabs]
plugins: [search]
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - meta
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.blocks.admonition
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.escapeall
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.saneheaders
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: [".", docs, content]}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.tilde
"""


def undefended_site(folder: Path, texts: Sequence[Hostile], each: int) -> Path:
    """Builds the site with so many texts on a page, as they are, beside planted secrets; the folder of the site."""
    project = folder / "project"
    docs = project / "docs"
    docs.mkdir(parents=True)
    plant_secrets(project)
    (project / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (docs / "index.md").write_text("# Home\n", "utf-8")
    for start in range(0, len(texts), each):
        words = "\n\n".join(item.text for item in texts[start : start + each])
        (docs / f"page-{start}.md").write_text(f"# Page\n\n{words}\n", "utf-8", "surrogatepass")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return project / "site"
