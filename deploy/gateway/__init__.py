"""The gateway: Envoy's configuration, one template for a laptop and for Kubernetes, and the program that starts it."""
