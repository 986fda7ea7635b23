"""From records and documents to one corpus."""
