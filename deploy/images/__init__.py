"""The three images: app (services and web/), gateway (Envoy) and demo (PostgreSQL, NATS, mail for trying it out)."""
