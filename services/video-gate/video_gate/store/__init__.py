"""Every query of the gate, by noun; each takes the practice through its transaction."""
