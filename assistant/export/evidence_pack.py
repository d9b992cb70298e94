"""The evidence pack (证据包): a zip with a draft, the passages it cites, and digests of all that they come from.

::

    manifest.json     documents with digests, passages, citations, fingerprints of index, embedder, model and settings
    drafts/…          the draft, in each form
    passages/N.txt    the exact passages

Records in, bytes out; the same every time. `pack_checking.py` checks a pack on another machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from assistant.export.answers import citation_to_json
from assistant.export.word.package import zipped
from assistant.records import Citation

if TYPE_CHECKING:
    from assistant.library.evidence import Proof, SourceProof

FORMAT = "inspection-assistant-evidence"
VERSION = 1
MANIFEST = "manifest.json"


def packed_evidence(citations: Sequence[Citation], drafts: Mapping[str, bytes], proof: Proof) -> bytes:
    """The zip of a draft's files, by name, with what its citations rest on."""
    passages = {
        f"passages/{number}.txt": (source, passage)
        for number, (source, passage) in enumerate(
            ((source, passage) for source in proof.sources for passage in source.passages), start=1
        )
    }
    files = {f"drafts/{name}": content for name, content in drafts.items()}
    texts = {name: passage.text.encode() for name, (_, passage) in passages.items()}
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "documents": [_document(source) for source in proof.sources],
        "passages": [
            {"file": name, "document_id": source.document_id, "start": passage.start, "end": passage.end}
            for name, (source, passage) in passages.items()
        ],
        "citations": [_citation(citation) for citation in citations],
        "files": {name: sha256(content).hexdigest() for name, content in {**files, **texts}.items()},
        "fingerprints": dict(proof.fingerprints),
    }
    said = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    return zipped({MANIFEST: said, **files, **texts})


def _document(source: SourceProof) -> dict[str, Any]:
    return {
        "id": source.document_id,
        "title": source.title,
        "name": source.name,
        "file_sha256": source.file_sha256,
        "text_sha256": source.text_sha256,
        "characters": source.characters,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    """As elsewhere, but of the path only the name: a pack leaves the machine."""
    return {**citation_to_json(citation), "path": PurePath(citation.path).name}
