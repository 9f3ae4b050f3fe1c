"""守门：a second opinion that knows nothing of how pages are made.

It reads only the finished tree and the ledgers, with parsers of its own, and says what must not go
public: text that nobody approved, personal data, active HTML, unknown files, dead links, wrong
counts. `generator.gate` decides what gets in; this looks at what came out.
"""

from generator.gatekeeper.inspection import Inspection, inspect
from generator.gatekeeper.ledger import Ledger, LedgerError, read_ledger
from generator.gatekeeper.withheld import Withheld, find_withheld

__all__ = [
    "Inspection",
    "Ledger",
    "LedgerError",
    "Withheld",
    "find_withheld",
    "inspect",
    "read_ledger",
]
