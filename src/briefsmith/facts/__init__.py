"""The facts in a text: numbers, dates, names, quotations, negations and addresses, each with its place."""
