"""The edit form of a page as a browser would send it back untouched.

The fields of streams are built by a script in the browser, so they are not in the HTML; they are written here from the
page's own values, in the names Wagtail's blocks read.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html, rich_text

Data = dict[str, Any]


def untouched_form(client: Client, page: Page) -> Data:
    """What the editor's browser sends when somebody opens a page and publishes it as it is."""
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    data: Data = querydict_from_html(html, form_id="page-edit-form").dict() | choices(html)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            data |= block_data(field.stream_block, getattr(page, field.name), field.name)
    return data | {"action-publish": "action-publish"}


def choices(html: str) -> Data:
    """The boxes that are ticked, and what is selected where several may be."""
    form = BeautifulSoup(html, "html.parser").find("form", id="page-edit-form")
    ticked: Data = {}
    for box in form.select("input[type=checkbox][checked][name]"):
        ticked.setdefault(box["name"], []).append(box.get("value", "on"))
    lists = {
        select["name"]: [option["value"] for option in select.select("option[selected]")]
        for select in form.select("select[multiple][name]")
    }
    return ticked | lists


def block_data(block: blocks.Block, value: Any, name: str) -> Data:
    """The form fields of one block and everything in it."""
    if isinstance(block, ImageBlock):
        return image_data(value, name)
    if isinstance(block, TypedTableBlock):
        return table_data(value, name)
    if isinstance(block, blocks.BaseStreamBlock):
        return stream_data(value, name)
    if isinstance(block, blocks.ListBlock):
        return list_data(block, value, name)
    if isinstance(block, blocks.BaseStructBlock):
        parts = (block_data(child, value[key], f"{name}-{key}") for key, child in block.child_blocks.items())
        return {key: each for part in parts for key, each in part.items()}
    if isinstance(block, blocks.RichTextBlock):
        return {name: rich_text(value.source, features=block.features)}
    return {name: getattr(value, "pk", value) if value is not None else ""}


def stream_data(value: Any, name: str) -> Data:
    data: Data = {f"{name}-count": len(value)}
    for number, child in enumerate(value):
        place = f"{name}-{number}"
        data |= {f"{place}-type": child.block_type, f"{place}-order": number, f"{place}-deleted": ""}
        data |= {f"{place}-id": child.id} | block_data(child.block, child.value, f"{place}-value")
    return data


def list_data(block: blocks.ListBlock, value: Any, name: str) -> Data:
    data: Data = {f"{name}-count": len(value)}
    for number, child in enumerate(value.bound_blocks):
        place = f"{name}-{number}"
        data |= {f"{place}-order": number, f"{place}-deleted": "", f"{place}-id": child.id}
        data |= block_data(block.child_block, child.value, f"{place}-value")
    return data


def image_data(value: Any, name: str) -> Data:
    return {f"{name}-image": value.pk, f"{name}-alt_text": value.contextual_alt_text}


def table_data(table: Any, name: str) -> Data:
    data: Data = {f"{name}-caption": table.caption}
    data |= {f"{name}-column-count": len(table.columns), f"{name}-row-count": len(table.row_data)}
    for number, column in enumerate(table.columns):
        place = f"{name}-column-{number}"
        data |= {f"{place}-type": column["block"].name, f"{place}-heading": column["heading"]}
        data |= {f"{place}-order": number, f"{place}-deleted": ""}
    for number, row in enumerate(table.row_data):
        data |= {f"{name}-row-{number}-order": number, f"{name}-row-{number}-deleted": ""}
        for place, (column, cell) in enumerate(zip(table.columns, row["values"], strict=True)):
            data |= block_data(column["block"], cell, f"{name}-cell-{number}-{place}")
    return data
