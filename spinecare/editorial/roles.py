"""Who may do what in the admin. Groups are made from this table; people are put into groups in the admin.

Permissions are named as `app.codename`, as Django prints them, because some belong to features this floor cannot see.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow, WorkflowPage

# Wagtail and wagtailmedia ask for the rights of their own models, also where a project has put its own in their place.
LIBRARIES = ("wagtailimages.image", "wagtaildocs.document", "wagtailmedia.media")


@dataclass(frozen=True)
class Role:
    """One kind of person.

    pages: what they may do to every page. library: what they may do to images, documents and videos.
    models: what else they may do, as `app.codename`.
    """

    name: str
    pages: tuple[str, ...]
    library: tuple[str, ...]
    models: tuple[str, ...]


# What several roles write, short of letting readers see it.
WRITING = (
    "wagtailadmin.access_admin",
    *("facts.add_fact", "facts.change_fact", "glossary.add_term", "glossary.change_term"),
    *("editorial.add_source", "editorial.change_source", "editorial.change_contact", "editorial.change_emergencycard"),
    *("trials.view_candidate", "trials.view_study", "trials.view_syncrun", "trials.view_registryquery"),
)
EDITING = (
    *WRITING,
    *("facts.publish_fact", "glossary.publish_term"),
    *("editorial.add_contact", "editorial.publish_contact", "editorial.publish_emergencycard"),
    *("core.change_centersettings", "knowledge.add_topic", "knowledge.change_topic"),
    *("trials.change_candidate", "trials.add_registryquery", "trials.change_registryquery"),
)
LINKS = (
    *("links.view_link", "links.change_link", "links.view_missedaddress", "links.change_missedaddress"),
    *("wagtailredirects.add_redirect", "wagtailredirects.change_redirect", "wagtailredirects.delete_redirect"),
    *("carelinks.add_carelink", "carelinks.view_carelink", "carelinks.change_destination"),
)

AUTHOR = Role(
    name="Authors",
    pages=("add_page", "change_page"),
    library=("add", "choose"),
    # Whoever writes a page may send it.
    models=(*WRITING, "carelinks.add_carelink"),
)
CONTENT_EDITOR = Role(
    name="Content editors",
    pages=("add_page", "change_page", "publish_page"),
    library=("add", "change", "choose"),
    models=(*EDITING, *LINKS, "signoff.view_signoff"),
)
CLINICAL_REVIEWER = Role(
    name="Clinical reviewers",
    pages=(),
    library=(),
    models=("wagtailadmin.access_admin", "signoff.sign_clinical", "signoff.view_signoff"),
)
LINK_STEWARD = Role(
    name="Link stewards",
    pages=(),
    library=(),
    models=("wagtailadmin.access_admin", *LINKS),
)
ADMINISTRATOR = Role(
    name="Administrators",
    pages=("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
    library=("add", "change", "delete", "choose"),
    models=(
        *EDITING,
        *LINKS,
        "signoff.view_signoff",
        *("facts.delete_fact", "glossary.delete_term", "editorial.delete_source", "editorial.delete_contact"),
        *("users.add_user", "users.change_user", "users.delete_user"),
    ),
)
ROLES = (AUTHOR, CONTENT_EDITOR, CLINICAL_REVIEWER, LINK_STEWARD, ADMINISTRATOR)


def set_up(role: Role) -> Group:
    """Make or mend the group of a role, so that it may do exactly what the table says."""
    group, _ = Group.objects.get_or_create(name=role.name)
    group.permissions.set([_permission(name) for name in role.models])
    _set_page_permissions(group, role)
    _set_library_permissions(group, role)
    return group


def _permission(name: str) -> Permission:
    app, _, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _set_page_permissions(group: Group, role: Role) -> None:
    root = Page.get_first_root_node()
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=role.pages)
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_library_permissions(group: Group, role: Role) -> None:
    root = Collection.get_first_root_node()
    wanted = [permission for library in LIBRARIES for permission in _library_permissions(library, role)]
    GroupCollectionPermission.objects.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _library_permissions(library: str, role: Role) -> list[Permission]:
    app, model = library.split(".")
    content_type = ContentType.objects.get_by_natural_key(app, model)
    codenames = [f"{action}_{model}" for action in role.library]
    return list(Permission.objects.filter(content_type=content_type, codename__in=codenames))


def retire_wagtails_own() -> None:
    """Take away the groups and the workflow Wagtail begins with, unless somebody uses them: ours stand instead."""
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()
    unused = Workflow.objects.filter(name="Moderators approval", workflow_states=None)
    WorkflowPage.objects.filter(workflow__in=unused).delete()
    unused.update(active=False)
