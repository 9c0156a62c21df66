"""What the editor of a trial page shows of the registry. The templates ask `trials_desk` for it."""

from __future__ import annotations

from wagtail.admin.panels import Panel


class RegistryEntryPanel(Panel):
    """What the registry says, to write from. Nothing in it can be changed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "trials/admin/registry_entry_panel.html"

        def is_shown(self) -> bool:
            return self.instance.study_id is not None


class RegistryChangesPanel(Panel):
    """What has changed in the registry since the words were written."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "trials/admin/registry_changes_panel.html"

        def is_shown(self) -> bool:
            return self.instance.is_out_of_step
