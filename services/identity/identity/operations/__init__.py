"""What can be done: one function per verb. No operation calls another; steps.py holds what several have in common."""
