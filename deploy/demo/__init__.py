"""Demo practices, made through the public API as people would make them."""
