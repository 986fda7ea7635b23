"""What helps authors: drafts, new records, dates out of sentences, schemas, mends, explanations of rules."""
