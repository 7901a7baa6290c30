"""The field of a form that takes the files which go with a mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.channels.files import KINDS, NotTaken, Taken, take


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or several files, checked (channels/files.py): a list of `Taken`."""

    def __init__(self, **kwargs: object) -> None:
        accept = ",".join(f".{ending}" for ending in sorted(KINDS))
        given = {"required": False, "label": _("Files that go with it"), "widget": ManyFiles(attrs={"accept": accept})}
        super().__init__(**{**given, **kwargs})

    def clean(self, data: object, initial: object = None) -> list[Taken]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        try:
            return take([super(FilesField, self).clean(file, initial) for file in files if file])
        except NotTaken as refusal:
            raise forms.ValidationError(refusal.sentence) from None
