"""Discord, where the conversation is a DM: gateway events in, cards out.

discord.py holds the gateway and keeps it alive; everything sent goes through `rest`, a small client of ours
whose outcomes the coach can rely on (see docs/decisions, "Discord: REST by hand").
"""

import warnings

with warnings.catch_warnings():
    # discord.py imports audioop, which Python 3.13 has dropped; no sound is made here.
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord as _discord

# Nor warned of at every start.
_discord.VoiceClient.warn_nacl = False
_discord.VoiceClient.warn_dave = False
