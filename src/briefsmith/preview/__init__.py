"""A page on this machine that shows briefs beside their evidence. See docs/preview.md."""
