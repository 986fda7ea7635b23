"""From pages to a published site."""
