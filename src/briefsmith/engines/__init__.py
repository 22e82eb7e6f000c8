"""Text engines: they turn texts into hypotheses, each with its own library."""
