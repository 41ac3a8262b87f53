"""The four services as the local stack sees them: names, whom they call, whom they hear (architecture, sections 1 and 2)."""

import functools
from dataclasses import dataclass

from deploy.local.folders import REPOSITORY

CHART = REPOSITORY / "deploy" / "helm" / "anteroom" / "values.yaml"


@dataclass(frozen=True)
class Service:
    """name is the database's, the stream's and the roles'; label stands in addresses; package is Python's."""

    name: str
    label: str
    package: str
    hears: tuple[str, ...] = ()

    @property
    def calls(self) -> "tuple[Service, ...]":
        """The services whose gRPC a role of this one may call: the chart's `calls:` is the only list."""
        mine = {word for caller, words in _calls().items() if caller.rpartition("-")[0] == self.label for word in words}
        return tuple(other for other in SERVICES if f"{other.label}-grpc" in mine)

    @property
    def written(self) -> bool:
        """Whether the service can be started at all."""
        return (REPOSITORY / "services" / self.label / self.package / "__main__.py").exists()


@functools.cache
def _calls() -> dict[str, list[str]]:
    import yaml  # the demo's image has neither it nor the chart, and asks nobody's calls

    found: dict[str, list[str]] = yaml.safe_load(CHART.read_text())["calls"]
    return found


SERVICES = (
    Service("identity", "identity", "identity", hears=("clinic",)),
    Service("clinic", "clinic", "clinic", hears=("identity", "notify", "videogate")),
    Service("notify", "notify", "notify", hears=("clinic", "identity", "videogate")),
    Service("videogate", "video-gate", "video_gate", hears=("clinic", "identity")),
)
