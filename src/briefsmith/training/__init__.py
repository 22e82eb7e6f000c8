"""Recipes that make briefsmith's own models: the translator of `briefsmith train translator`, and its ranker.

The way of the data:

    TSV files ─► data (weights, limits) ─► vocabulary ─► encoded pairs on disk ─► batches ─► trainer ─► export
                                                                                               │
                                                              report (progress, CSV, plot) ◄───┘

Nothing here is loaded by `briefsmith run`, and torch is imported only inside the functions that compute.
"""
