"""What comes before summarizing: dropping clutter, splitting sentences, finding the language."""
