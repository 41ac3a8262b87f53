"""Every query takes the practice; one file per noun."""
