"""Lets `python -m generator` be `briefs`."""

from generator.cli import main

if __name__ == "__main__":
    main(prog_name="briefs")
