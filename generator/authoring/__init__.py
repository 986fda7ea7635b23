"""What helps authors write: schemas for editors, mends for what is wrong, explanations of rules."""
