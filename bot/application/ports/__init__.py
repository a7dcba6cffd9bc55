"""What the use cases need from the outside, as small protocols. Adapters and fakes implement them."""
