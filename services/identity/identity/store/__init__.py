"""Every query. Each takes the transaction, and so the practice, whose rows alone it names."""
