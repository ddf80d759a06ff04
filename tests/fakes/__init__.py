"""The ports in memory, held to the same contract as the real adapters; they never touch the world."""
