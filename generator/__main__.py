"""`python -m generator` is `anli`."""

from generator.cli import run

run()
