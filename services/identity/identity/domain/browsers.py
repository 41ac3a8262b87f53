"""Browsers, as far as the User-Agent header tells (RFC 9110 section 10.1.5); for the timeline, never for a decision."""

import re

# Order matters: most of these also call themselves Chrome or Safari, browsers inside apps first of all.
BROWSERS = (
    ("Facebook", r"FBAV/(\d+)"), ("Instagram", r"Instagram (\d+)"),
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"), ("Opera", r"OPR/(\d+)"), ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"), ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", r"Android"), ("iOS", r"iPhone|iPad|iPod"), ("Windows", r"Windows NT"), ("ChromeOS", r"CrOS"),
    ("macOS", r"Mac OS X"), ("Linux", r"Linux"),
)  # fmt: skip


def name(user_agent: str) -> str:
    """"Chrome 131 on Android"; "" where it can't be told."""
    text = user_agent[:512]
    browser = next((f"{known} {found[1]}" for known, pattern in BROWSERS if (found := re.search(pattern, text))), "")
    system = next((known for known, pattern in SYSTEMS if re.search(pattern, text)), "")
    return f"{browser} on {system}" if browser and system else browser
