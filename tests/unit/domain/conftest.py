from hypothesis import settings

# A busy machine must not fail a property: what is tested here is what comes out, not how long it takes.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
