"""Many articles: a ledger of what is done, worker processes, one run loop; and the same pipeline on Ray."""
