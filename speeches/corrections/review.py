"""Whose task it is to look at what is doubtful."""
from speeches.models import Speech

MANY = 1_000  # every page counts as far as this


def to_check_by(user):
    """The speeches that carry 待核 and that somebody may settle: editors all, others those of their own documents."""
    visible = Speech.objects.visible_to(user).to_check()
    return visible if user.has_perm("speeches.change_document") else visible.filter(document__by_id=user.pk or 0)


def count_to_check(user) -> int:
    return to_check_by(user).order_by()[:MANY].count()
