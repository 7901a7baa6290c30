from leadwright.leads.models.bulk import Bulk, BulkItem
from leadwright.leads.models.fields import CustomField, FieldNumber, Tag
from leadwright.leads.models.imports import Import, ImportRow, RememberedColumn
from leadwright.leads.models.inbound import Arrival, Source, TerritoryRule, TerritorySeat
from leadwright.leads.models.merges import Merge, OtherAddress
from leadwright.leads.models.noes import Channel, Fence, OptOut, opt_out
from leadwright.leads.models.people import (
    ENDED,
    PERSON_WORDS,
    TITLE_WORDS,
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
    "TITLE_WORDS",
    "Arrival",
    "Bulk",
    "BulkItem",
    "Channel",
    "CustomField",
    "Erasure",
    "Fence",
    "FieldNumber",
    "Import",
    "ImportRow",
    "Lead",
    "LeadList",
    "LeadQuerySet",
    "Merge",
    "Motion",
    "OptOut",
    "OtherAddress",
    "RememberedColumn",
    "Retention",
    "SavedView",
    "Source",
    "Status",
    "Tag",
    "TerritoryRule",
    "TerritorySeat",
    "mark_of",
    "opt_out",
]
