"""What the coach says unasked: the cards of prompts and nudges, and what each kind of delivery stands for."""
