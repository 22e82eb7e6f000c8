"""The stage before summarizing: drops clutter, splits sentences, finds the language."""
