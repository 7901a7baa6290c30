"""Worlds: the real cadence engine on real PostgreSQL and real SMTP under a virtual clock, driven by one seed.

A world is a small company, its leads, two or three workers that take turns as the seed says, people who stop, hold,
answer and edit at the worst moment, and faults. What must always hold is judged by code that shares nothing with the
engine (worlds/judge.py). `python -m worlds --seed 7` plays one of them again; docs/guide/reliability.md has the rest.
"""
