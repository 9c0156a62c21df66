"""The security headers of the site. `nginx/headers.conf` repeats the public ones, and a test compares them."""

from __future__ import annotations


def policy(**directives: str) -> str:
    """Write a Content-Security-Policy; underscores in names become hyphens."""
    return "; ".join(f"{name.replace('_', '-')} {sources}" for name, sources in directives.items())


# Our own pages alone may ask where a reader is: the trial finder does, in the browser, and sends it nowhere.
ASKED_FOR = {"geolocation": "self"}
PERMISSIONS = ", ".join(
    f"{feature}=({ASKED_FOR.get(feature, '')})"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

# What every answer carries, whoever it is for.
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}

# Readers: nothing inline, nothing from another host, no frame, and no trace of the page in what other sites see.
PUBLIC = EVERYWHERE | {
    "Content-Security-Policy": policy(
        default_src="'none'",
        script_src="'self'",
        style_src="'self'",
        img_src="'self'",
        font_src="'self'",
        media_src="'self'",
        connect_src="'self'",
        manifest_src="'self'",
        form_action="'self'",
        base_uri="'none'",
        frame_ancestors="'none'",
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}

# Editors: Wagtail's admin still writes scripts and styles into its pages, and shows previews in a frame.
# The referrer stays within the site because Django's CSRF check over TLS needs it. Drafts are nothing to find.
ADMIN = EVERYWHERE | {
    "Content-Security-Policy": policy(
        default_src="'none'",
        script_src="'self' 'unsafe-inline'",
        style_src="'self' 'unsafe-inline'",
        img_src="'self' data: blob:",
        font_src="'self'",
        media_src="'self'",
        connect_src="'self'",
        manifest_src="'self'",
        frame_src="'self'",
        form_action="'self'",
        object_src="'none'",
        base_uri="'self'",
        frame_ancestors="'self'",
    ),
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow",
}
