"""How far a command is, and what it has cost."""
