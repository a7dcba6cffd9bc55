"""A person at Discord's client: what they can do, and what they get to see."""
