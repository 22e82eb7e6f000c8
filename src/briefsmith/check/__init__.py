"""What a brief says held against its source: facts, and how a translation renders them."""
