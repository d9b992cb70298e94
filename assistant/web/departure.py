"""Somebody leaves: his account goes, and his conversations and drafts go with it or become somebody else's.

Knows neither Gradio nor the command line, which both ask for the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.people.deeds import Deed
from assistant.people.viewer import Role
from assistant.web.site import folder_of

if TYPE_CHECKING:
    from assistant.desk.desk import Desk, Work
    from assistant.people.office import People


def dismiss(people: People, desk: Desk, files: Path, name: str, heir: str | None, *, by: str) -> Work:
    """Delete an account; what was on its desk is purged, or handed over to the account `heir`. Gives how much it was.

    `files` is the folder of uploads and downloads. A kill in between leaves the account disabled, to be deleted anew.
    Raises NotInLibrary, LibraryUnavailable, and UsageError for the last administrator and for an heir who may not have
    it; then nothing was done.
    """
    leaving, work = people.account(name), desk.work_of(name)
    if heir is not None and work:
        _check_heir(people, name, heir, work)
    # First of all nobody works under the name any more, who would leave something behind. It also refuses for the last
    # administrator before anything is gone.
    if leaving.is_enabled:
        people.disable(name, by=by)
    if work and heir is not None:
        desk.hand_over(name, heir)
        people.note(by, Deed.WORK_HANDED_OVER, f"{name} → {heir}")
    else:
        desk.purge(name)
        people.note(by, Deed.WORK_PURGED, name)
    shutil.rmtree(folder_of(files, leaving.viewer), ignore_errors=True)
    people.delete(name, by=by)
    return work


def _check_heir(people: People, name: str, heir: str, work: Work) -> None:
    """Raises NotInLibrary, and UsageError where the work would tell the heir what is kept from him, or be lost on him.

    Drafts quote what their owner could see.
    """
    to, left = people.account(heir).viewer, people.account(name).viewer
    if heir == name or not people.account(heir).is_enabled:
        raise UsageError("people.heir_gone", name=heir)
    if not people.reach_of(to).holds(people.reach_of(left)):
        raise UsageError("people.heir_sees_less", name=heir)
    if work.drafts and not to.role.may_act_as(Role.DRAFTER):
        raise UsageError("people.heir_may_not_draft", name=heir)
