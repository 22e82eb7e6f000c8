"""Text engines: what turns texts into hypotheses, whatever library does it."""
