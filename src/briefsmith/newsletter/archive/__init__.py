"""A web archive of all issues: static pages without a script, and one feed a language that grows."""
