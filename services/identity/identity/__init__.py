"""identity: who may sign in to a practice, with what, and what the mailed links do."""
