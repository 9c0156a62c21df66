"""The forms behind "Users" in the admin: Wagtail's, with the job title readers see under what somebody signs."""

from wagtail.users.forms import UserCreationForm, UserEditForm


class NewPersonForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"job_title"}


class PersonForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"job_title"}
