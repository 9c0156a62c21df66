"""Care links in pages, in the admin and in the schedule."""

from __future__ import annotations

from wagtail import hooks

from .as_it_was.showing import add_strip, notice_day

hooks.register("before_serve_page", notice_day)
# After everything that fills the page in.
hooks.register("finish_page_html", add_strip, order=300)
