"""The admin's screens for people."""

from wagtail.users.forms import UserForm
from wagtail.users.views.users import UserViewSet

from .forms import NewPersonForm, PersonForm


class PeopleViewSet(UserViewSet):
    """Wagtail's, with the job title. Its templates are beside ours, so that only one field is added."""

    template_prefix = "users/admin/"
    index_template_name = "wagtailusers/users/index.html"
    index_results_template_name = "wagtailusers/users/index_results.html"
    delete_template_name = "wagtailusers/users/confirm_delete.html"

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        return PersonForm if for_update else NewPersonForm
