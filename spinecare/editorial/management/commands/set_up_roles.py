"""`manage.py set_up_roles`: make the groups of the admin, with exactly the rights of their role."""

from django.core.management.base import BaseCommand
from django.db import transaction

from spinecare.editorial.roles import CLINICAL_REVIEWER, ROLES, retire_wagtails_own, set_up
from spinecare.signoff.setting_up import set_up_workflow


class Command(BaseCommand):
    help = "Make or mend the groups people are put into. Safe to run at any time; nobody is moved between groups."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        retire_wagtails_own()
        groups = {role: set_up(role) for role in ROLES}
        set_up_workflow(groups[CLINICAL_REVIEWER])
        for role in ROLES:
            self.stdout.write(f"Group ready: {role.name}")
