"""The weekly team digest: facts from what a team did, the cards that show them, and when it is posted."""
