"""What is true in a practice: rules, states and refusals. No I/O; one file per noun."""
