"""What is due and when, the outbox, delivery and weekly digests."""
