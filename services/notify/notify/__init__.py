"""Sends the practice's mail, and tells of each one what became of it."""
