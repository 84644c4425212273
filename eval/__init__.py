"""Measuring Guidepost: question sets, metrics, comparison, reports. `python -m eval --help` lists the commands."""
