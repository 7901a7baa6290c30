from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.channels.email.compose import BadHeader, plain
from leadwright.channels.models import Mailbox
from leadwright.channels.uploads import FilesField
from leadwright.conversations.models import Conversation, Message
from leadwright.leads.models import Channel, Lead
from leadwright.team.models import Member

Answered = [Message.State.SENT, Message.State.RECEIVED]


class MessageForm(forms.Form):
    """One e-mail, written by a person just now: an answer in a thread, or the first of a new one."""

    thread = forms.ModelChoiceField(
        Conversation.objects.none(), required=False, label=_("Thread"), empty_label=_("Begin a new thread")
    )
    subject = forms.CharField(
        max_length=300, required=False, label=_("Subject"), help_text=_("An answer keeps the subject of its thread.")
    )
    text = forms.CharField(
        max_length=100_000, label=_("Message"), widget=forms.Textarea(attrs={"rows": 9, "class": "serif"})
    )

    files = FilesField()

    def __init__(self, *args, lead: Lead, member: Member, **kwargs) -> None:
        super().__init__(*args, auto_id="message_%s", **kwargs)
        self.lead = lead
        self.member = member
        threads = Conversation.objects.filter(lead=lead, messages__state__in=Answered).distinct().order_by("-pk")
        self.fields["thread"].queryset = threads
        self.fields["thread"].initial = threads.first()

    def clean_subject(self) -> str:
        try:
            return plain(self.cleaned_data["subject"].strip(), _("subject"), 300)
        except BadHeader as error:
            raise forms.ValidationError(error.sentence) from None

    def clean(self) -> dict:
        found = super().clean()
        thread = found.get("thread")
        if not thread and not found.get("subject") and "subject" not in self.errors:
            self.add_error("subject", _("A new thread needs a subject."))
        if not self.lead.email:
            raise forms.ValidationError(_("No e-mail address is known. Put one on the lead first."))
        if self.lead.opted_out_of(Channel.EMAIL):
            raise forms.ValidationError(_("They opted out of e-mail, so nothing can be sent to them."))
        found["mailbox"] = mailbox_for(self.member, thread)
        if found["mailbox"] is None:
            raise forms.ValidationError(_("You have no mailbox yet. Add one under Mailboxes, then write."))
        return found

    def parent(self) -> Message | None:
        """What is answered: the newest message of the thread that really went out or came in."""
        thread = self.cleaned_data["thread"]
        if thread is None:
            return None
        return thread.messages.filter(state__in=Answered).select_related("conversation").order_by("-at", "-pk").first()


def mailbox_for(member: Member, thread: Conversation | None) -> Mailbox | None:
    """The thread's own mailbox where it is theirs, else their first; a mailbox that is stopped still queues."""
    own = Mailbox.objects.seen_by(member).filter(member=member).order_by("stopped_at", "pk")
    if thread is not None:
        own_of_thread = own.filter(pk=thread.mailbox_id).first()
        if own_of_thread:
            return own_of_thread
    return own.filter(stopped_at=None).first() or own.first()
