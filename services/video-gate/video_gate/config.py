"""What video-gate reads from its environment."""

from pathlib import Path

from chassis.config import Settings


class VideoGateSettings(Settings):
    """Besides the common ones: where the owners of the copied facts answer, and the key that signs room tokens and calls."""

    identity_grpc: str
    clinic_grpc: str
    caller_key_file: Path
