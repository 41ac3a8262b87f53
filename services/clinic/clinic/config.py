"""The environment of clinic, read once."""

from chassis.config import Settings


class ClinicSettings(Settings):
    """What every service reads; clinic calls nobody and adds nothing."""
