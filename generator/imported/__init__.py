"""What others hold, read into records as authors write them, with a list of all that no record can say."""
