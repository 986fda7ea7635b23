"""What helps authors: proposals of claims, dates read out of sentences, new records, what falls due."""
