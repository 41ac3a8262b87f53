"""The browsers that a video session works in: one list, for the report and the pages. Look again when CHECKED is half a year old."""

import re

CHECKED = "2026-11"
# The oldest version in which camera, microphone and WebRTC work as our room needs them.
OLDEST = {"Chrome": 109, "Edge": 109, "Firefox": 115, "Safari": 16, "Samsung Internet": 21}
NAMED = re.compile(r"(?P<name>[A-Za-z ]+?) (?P<version>\d+)\b")


def supported(browser: str) -> bool | None:
    """Whether it will do, from words as "Chrome 131 on Android"; None where they don't tell. Browsers inside apps won't."""
    if re.search(r"webview|in[- ]app|facebook|instagram", browser, re.I):
        return False
    found = NAMED.match(browser)
    oldest = OLDEST.get(found["name"]) if found else None
    return None if not found or oldest is None else int(found["version"]) >= oldest
