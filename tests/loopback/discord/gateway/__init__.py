"""The gateway: sessions, connections, routing of events to shards (developers/events/gateway.mdx)."""
