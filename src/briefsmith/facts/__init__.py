"""What a text states: numbers, dates, names, quotations, negations and addresses, each with its place."""
