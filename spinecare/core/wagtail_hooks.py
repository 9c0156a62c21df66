"""What the core changes in Wagtail."""

from wagtail import hooks
from wagtail.rich_text import FeatureRegistry

from .marks import show_in_html
from .page_links import LinkedPageHandler

hooks.register("finish_page_html", show_in_html)


@hooks.register("register_rich_text_features", order=100)
def look_links_up_together(features: FeatureRegistry) -> None:
    features.register_link_type(LinkedPageHandler)
