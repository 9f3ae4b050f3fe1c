"""核对：list ↔ cases ↔ approvals ↔ announcement of one year, on one page.

What `anli check` says of a year is said here too; what only shows when the four are laid side by
side is said here alone. Nothing is written.
"""

from generator.reconcile.compare import Reconciliation, reconcile_year

__all__ = ["Reconciliation", "reconcile_year"]
