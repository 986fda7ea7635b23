"""Documents of other formats to text, once, when they are taken in; a build never extracts."""
