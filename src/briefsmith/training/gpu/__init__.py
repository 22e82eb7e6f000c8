"""Training on a rented GPU: what runs on a bare machine with torch, numpy and sentencepiece, and nothing else of ours.

    bundle ─► sections ─► examples ─► batches ─► run (four timed phases) ─► result ─► `briefsmith train import`
                              ▲                   │
                              └── back-translation┘

`briefsmith train bundle` copies these modules, and those of `briefsmith.training` that they import, into the bundle. No
module here may import pydantic, datasets, typer, rich or ctranslate2, nor one that does.
"""
