"""Anteroom on a Kubernetes cluster: first secrets, installation, and what runs in the demo's own pods."""
