"""`python -m generator` is `anli`."""

from generator.cli import main

main()
