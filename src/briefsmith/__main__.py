"""`python -m briefsmith` is `briefsmith`."""

from briefsmith.cli import main

main()
