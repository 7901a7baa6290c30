from leadwright.leads.models.imports import Import, ImportRow
from leadwright.leads.models.merges import Merge, OtherAddress
from leadwright.leads.models.noes import Channel, Fence, OptOut, opt_out
from leadwright.leads.models.people import (
    ENDED,
    PERSON_WORDS,
    Lead,
    LeadList,
    LeadQuerySet,
    Motion,
    SavedView,
    Status,
)
from leadwright.leads.models.privacy import Erasure, Retention, mark_of

__all__ = [
    "ENDED",
    "PERSON_WORDS",
    "Channel",
    "Erasure",
    "Fence",
    "Import",
    "ImportRow",
    "Lead",
    "LeadList",
    "LeadQuerySet",
    "Merge",
    "Motion",
    "OptOut",
    "OtherAddress",
    "Retention",
    "SavedView",
    "Status",
    "mark_of",
    "opt_out",
]
