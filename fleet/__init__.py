"""Real processes, really killed: what is promised of sending, held against SIGKILL, crashes of PostgreSQL, wires that
go dead and stops in the middle of a send. `make fleet` runs it at length; tests/fleet is a shorter one of the same.

Loopback only; a PostgreSQL of its own; it ends only what it has started.
"""
