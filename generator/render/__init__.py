"""From corpus and facts to pages; the only layer that knows Markdown and HTML."""
