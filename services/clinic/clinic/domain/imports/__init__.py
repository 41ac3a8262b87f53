"""A practice's client list from elsewhere: reading the file, matching its columns, and what each row comes to. No I/O."""
