"""The four services as the local stack sees them: names, whom they call, whom they hear (architecture, sections 1 and 2)."""

from dataclasses import dataclass

from deploy.local.folders import REPOSITORY


@dataclass(frozen=True)
class Service:
    """name is the database's, the stream's and the roles'; label stands in addresses; package is Python's."""

    name: str
    label: str
    package: str
    calls: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()

    @property
    def written(self) -> bool:
        """Whether the service can be started at all."""
        return (REPOSITORY / "services" / self.label / self.package / "__main__.py").exists()


SERVICES = (
    Service("identity", "identity", "identity", hears=("clinic",)),
    Service("clinic", "clinic", "clinic", hears=("identity", "notify", "videogate")),
    Service("notify", "notify", "notify", calls=("identity",), hears=("clinic", "identity", "videogate")),
    Service("videogate", "video-gate", "video_gate", calls=("clinic", "identity"), hears=("clinic", "identity")),
)
