"""A question in, what it asks and about which event out; pure, and knows no event of its own."""
