"""The version of the package, in one place that nothing heavy is needed for."""

__version__ = "0.8.0"
