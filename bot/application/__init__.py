"""Use cases: requests in, replies of cards out; the ports that they need."""
