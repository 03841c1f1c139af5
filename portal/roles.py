"""The roles of `architecture.md` as groups. A migration makes them; permissions follow after every migrate,

because Django creates permissions only then.
"""

from typing import Any

EDITOR, REVIEWER, PR, COUNTER, ADMINISTRATOR = "Penyunting", "Peninjau", "Humas", "Loket", "Administrator"
ROLES = [EDITOR, REVIEWER, PR, COUNTER, ADMINISTRATOR]

DRAFT_MODELS = [
    "services.service", "services.case", "services.requirement", "services.step", "services.servicelegalbasis",
    "services.serviceoffice", "services.servicechannel", "services.relatedservice", "faq.question",
    "faq.questionservice", "faq.questionrelated",
]  # fmt: skip
SHARED_MODELS = [
    "services.agency", "services.office", "services.openinghours", "services.limitedday", "services.mobilestop",
    "services.closure", "services.ramadanperiod", "services.category", "services.document", "services.documentissuer",
    "services.lifeevent", "services.lifeeventservice", "services.form", "services.legalbasis", "services.channel",
    "services.synonym", "services.notours", "faq.topic",
]  # fmt: skip


def _all(verbs: list[str], models: list[str]) -> set[str]:
    return {f"{model.split('.')[0]}.{verb}_{model.split('.')[1]}" for verb in verbs for model in models}


_READ = _all(
    ["view"],
    [
        *DRAFT_MODELS, *SHARED_MODELS, "services.serviceedition", "faq.questionedition", "cards.card",
        "services.previewlink",
    ],
)  # fmt: skip
_PREVIEWS = _all(["add", "change"], ["services.previewlink"])
_EDIT = _all(["add", "change", "delete"], DRAFT_MODELS) - {"services.delete_service", "faq.delete_question"}
_PUBLISH = {"services.publish_service", "faq.publish_question"}
_HEARD = {"faq.view_searchcount", "faq.view_feedback", "faq.view_demand"}
"""What residents search, say and ask for, as numbers and masked words."""
_NOTICES = _all(["add", "change"], ["services.notice"])
_INBOX = {"faq.answer_inquiry"}
"""Who reads and answers what residents ask also sees the contact that some of them leave."""

PERMISSIONS: dict[str, set[str]] = {
    EDITOR: _READ | _EDIT | _PREVIEWS | _HEARD | _INBOX | _NOTICES
    | {"services.add_closure", "services.change_closure", "faq.settle_gap", "faq.change_feedback", "faq.add_tap"},
    REVIEWER: _READ | _PUBLISH | _PREVIEWS | _all(["change"], ["services.service", "faq.question"]) | _HEARD | _INBOX
    | _NOTICES | {"faq.change_feedback", "faq.add_tap"},
    PR: _READ | _HEARD | _NOTICES | {"cards.issue_card"},
    COUNTER: _READ | {"faq.add_tap"},
    ADMINISTRATOR: _READ | _EDIT | _PUBLISH | _PREVIEWS | _all(["add", "change", "delete"], SHARED_MODELS)
    | _all(["add", "change", "delete", "view"], ["auth.user"]) | {"cards.issue_card", "auth.view_group"}
    | _all(["add", "change", "delete", "view"], ["services.membership"]) | {"services.view_auditrecord"}
    | _HEARD | _INBOX | _NOTICES | {"faq.settle_gap", "faq.change_feedback", "faq.add_tap", "faq.change_demandweight"},
}  # fmt: skip


def grant_permissions(**kwargs: Any) -> None:
    """Give every role exactly its permissions; connected to `post_migrate`."""
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, names in PERMISSIONS.items():
        group = Group.objects.filter(name=role).first()
        if group:
            group.permissions.set([known[name] for name in names if name in known])
