"""What can be done, one function per verb; one file per noun."""
