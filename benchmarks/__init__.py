"""How fast a site is built: projects of any size, other generators on the same pages, and what is measured."""
