"""Lets `python -m generator` be `briefs`."""

from generator.cli import main

main(prog_name="briefs")
