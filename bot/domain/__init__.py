"""The rules of the programme: standard library only, no I/O, no async, no framework."""
