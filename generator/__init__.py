"""Claim Briefs: documents and claims in, a checked and cross-linked site out."""
