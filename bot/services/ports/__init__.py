"""What the use cases ask of the world, as Protocols; an adapter and a fake of each have the same file name."""
