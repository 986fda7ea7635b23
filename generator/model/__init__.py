"""Frozen types: authored records, documents, the corpus, uncertain dates."""
