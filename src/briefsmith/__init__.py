"""briefsmith turns articles into short, faithful briefs in the reader's language."""

__version__ = "0.1.0"
