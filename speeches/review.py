"""Whose task it is to look at what is doubtful."""
from speeches.models import Speech


def to_check_by(user):
    """The speeches that carry 待核 and that somebody may settle: editors all, others those of their own documents."""
    visible = Speech.objects.visible_to(user).to_check()
    return visible if user.has_perm("speeches.change_document") else visible.filter(document__by_id=user.pk or 0)
