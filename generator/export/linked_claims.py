"""All claims and reviews as one file of JSON-LD, as the pages of the claims hold them."""

from __future__ import annotations

from typing import Any

from generator.export.pages import Pages
from generator.model.corpus import Corpus
from generator.render.structured_claims import claim_nodes


def linked_claims(corpus: Corpus, pages: Pages) -> dict[str, Any]:
    """Every claim in every language of the site: a Claim, or a ClaimReview with the Claim inside it (schema.org)."""
    nodes = [claim_nodes(page, claim) for claim in corpus.claims.values() for page in pages.contexts]
    return {"@context": "https://schema.org", "@graph": nodes}
