"""One text in every format that can be taken in, and the script that made the files."""
