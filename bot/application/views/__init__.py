"""Cards made of values: business words live here, layout lives in the adapters."""
