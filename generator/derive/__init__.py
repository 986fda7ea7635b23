"""What follows from the corpus."""
