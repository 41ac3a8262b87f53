"""The whole of Anteroom on one machine: real PostgreSQL, NATS, Envoy and mail out of wheels, and every service under supervisor."""
