"""Every query; each takes the transaction and with it the practice. One file per noun."""
