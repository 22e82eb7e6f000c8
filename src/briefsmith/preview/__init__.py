"""A page on this machine that shows briefs next to their evidence. See docs/guide/preview.md."""
