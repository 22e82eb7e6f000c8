"""Whether a translated sentence is faithful to its source."""
