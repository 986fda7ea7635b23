"""Commands of `briefs` for authors, one module each; they read the disk and the clock so that nothing below has to."""
