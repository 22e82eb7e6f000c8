"""briefsmith over HTTP: the Python API as JSON, batches by id, and one page in the browser.

options: address, token, limits  ─►  app: routes and refusals  ─►  smithy: one article at a time, with shared models
                                                              └─►  batches: the command `batch`, its ledger and files
"""
