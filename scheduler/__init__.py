"""Poster Scheduler: star conference posters, plan the hall, take the agenda along."""

__version__ = "0.1.0"
