"""From settings to parts: the only place where they are wired together."""
