"""What a page may do: Content-Security-Policy, strict but for pages that aren't ours, and Permissions-Policy."""


def policy(**directives: str) -> str:
    """The directives as one header value; underscores stand for hyphens."""
    return "; ".join(f"{name.replace('_', '-')} {value}".strip() for name, value in directives.items())


# The hash is that of the style element react-aria puts into a page to hold the pointer still while dragging.
STRICT = policy(
    default_src="'none'",
    script_src="'self'",
    style_src="'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
    img_src="'self' data:",
    font_src="'self'",
    connect_src="'self'",
    manifest_src="'self'",
    worker_src="'self'",
    frame_ancestors="'none'",
    base_uri="'none'",
    form_action="'self'",
    require_trusted_types_for="'script'",
)
# /mailbox, in development only: somebody else's web page.
INBOX = policy(
    default_src="'self' 'unsafe-inline' 'unsafe-eval' data:",
    connect_src="'self' ws:",
    frame_ancestors="'self'",
    base_uri="'self'",
    object_src="'none'",
)
# A mail shown in that inbox is a stranger's page: it may look like itself and open links, and runs nothing.
MAIL = policy(
    sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    default_src="'none'",
    style_src="'unsafe-inline'",
    img_src="'self' data:",
    frame_ancestors="'self'",
)
# Permissions-Policy. A document keeps what it was loaded with, so the pages that need a camera are loaded afresh.
NO_DEVICES = "camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=(), serial=(), midi=()"
MEETING = NO_DEVICES.replace("camera=(), microphone=(), display-capture=()", "camera=(self), microphone=(self), display-capture=(self)")
ALL = {"no_devices": NO_DEVICES, "meeting": MEETING, "strict": STRICT, "inbox": INBOX, "mail": MAIL}
