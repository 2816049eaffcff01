"""Who may run a query now: fair between clients, bounded in every direction."""
