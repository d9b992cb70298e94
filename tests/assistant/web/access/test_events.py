"""Which events of the page ask for which role. An event that readers may run without being listed here fails."""

from __future__ import annotations

import pytest

from assistant.people.viewer import Role
from tests.assistant.web.access.conftest import Office, qualified

# Gradio counts its events with what newer releases of pandas warn of.
pytestmark = pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")

READERS = """
AnswerActions.as_docx AnswerActions.as_markdown AnswerActions.copy AnswerActions.judge
AskTab.arrive AskTab.ask AskTab.ask_again AskTab.begin_anew AskTab.come_back AskTab.delete AskTab.halt AskTab.open
AskTab.take_follow_up AskTab.take_question AskTab.take_starter
ConversationList.begin_delete ConversationList.begin_purge ConversationList.begin_rename ConversationList.leave
ConversationList.rename
DocumentCare.give_up DocumentCare.show
LibraryTab.come_back LibraryTab.give_up LibraryTab.keep LibraryUpkeep.give_up
SourcePanel.lay_original SourcePanel.show
Tour.arrive VisitorBar.arrive Watching.mark_seen Watching.watch
""".split()
"""What readers do: ask, read what the library holds for them, keep their conversations."""
AT_THE_OPENING = """
DraftEditor.arrive PlanForm.offer_regimes ProgressForm.offer_forms
RemarksForm.offer_kinds
""".split()
"""What the drafters' tab does when a page opens, whoever opens it: it shows what is one's own."""
LIBRARIANS = """
AskTab.load_sample AskTab.take_document DocumentCare.accept DocumentCare.decline DocumentCare.save
LibraryTab.add LibraryTab.ask_to_purge LibraryTab.ask_to_remove LibraryTab.purge LibraryTab.remove
""".split()
ADMINISTRATORS = ("PeopleTab.", "AccountRemoval.", "QualityTab.", "LibraryUpkeep.")


def handlers(office: Office, role: Role) -> set[str]:
    """Of the events that ask for a role; what only the browser does has none."""
    named = {number: qualified(each.fn) for number, each in office.page.fns.items() if each.fn is not None}
    return {name for number, name in named.items() if office.rights.roles.get(number, Role.ADMIN) is role}


def test_every_event_has_a_role(office: Office) -> None:
    assert set(office.page.fns) == set(office.rights.roles)


def test_readers_run_what_is_listed_and_nothing_else(office: Office) -> None:
    assert handlers(office, Role.READER) <= {*READERS, *AT_THE_OPENING}


def test_librarians_and_administrators_alone_run_what_is_theirs(office: Office) -> None:
    assert handlers(office, Role.LIBRARIAN) >= {*LIBRARIANS}
    assert all(name.startswith(ADMINISTRATORS) for name in handlers(office, Role.ADMIN))
    assert not any(name.startswith(("LibraryTab.", *ADMINISTRATORS)) for name in handlers(office, Role.DRAFTER))
