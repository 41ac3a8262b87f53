"""What is true of accounts, links and sign-ins: rules, states, refusals. No I/O."""
