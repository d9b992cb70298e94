"""Pages of lines → one Reading: paragraphs as lines of text, with the places of the pages and the marked headings.

The last stage that PDF, OFD and recognised pictures share. It knows nothing of where the lines come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.readers.items import Reading
from assistant.documents.readers.page_layout.columns import columns
from assistant.documents.readers.page_layout.furniture import without_furniture
from assistant.documents.readers.page_layout.headings import headings
from assistant.documents.readers.page_layout.lines import PageOfLines
from assistant.documents.readers.page_layout.paragraphs import paragraphs
from assistant.records import Place


def reading_of(pages: Sequence[PageOfLines], format_name: str, warnings: Sequence[str] = ()) -> Reading:
    """What stands on the pages as one text. It is empty where nothing stands on them."""
    kept, had_furniture = without_furniture(pages)
    found = [paragraph for paragraph in paragraphs(columns(kept)) if paragraph.text.strip()]
    starts: list[int] = []
    places: list[Place] = []
    at = 0
    for paragraph in found:
        starts.append(at)
        places += [Place(at + offset, "page", number) for offset, number in paragraph.pages]
        at += len(paragraph.text) + 1
    return Reading(
        text="\n".join(paragraph.text for paragraph in found),
        format=format_name,
        places=_changes(places),
        headings=headings(found, starts),
        warnings=(
            *warnings,
            *(("running_heads_left_out",) if had_furniture else ()),
            *(("notes_moved",) if any(paragraph.is_moved for paragraph in found) else ()),
        ),
    )


def _changes(places: list[Place]) -> tuple[Place, ...]:
    """Only where another page begins."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: place.start):
        if not kept or kept[-1].number != place.number:
            kept.append(place)
    return tuple(kept)
