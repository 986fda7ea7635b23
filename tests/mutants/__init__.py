"""Whether the tests notice when a line of the program changes: small faults put in on purpose, one at a time."""
