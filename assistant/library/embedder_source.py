"""Where an embedder comes from: as the settings say, and as a catalogue describes the one that a library is in.

What goes into a catalogue is what another process needs to load the same embedder: no key and no address. Texts are
sent to the address of a process's own settings or to none, whatever a catalogue says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import UsageError
from assistant.library.embedding import SHIPPED, Encoder, load_encoder
from assistant.library.encoding import DEFAULT_ENCODING, Encoding


@dataclass(frozen=True, slots=True)
class EmbedderSource:
    """An embedder that can be loaded, and how it is run."""

    name_or_folder: str
    encoding: Encoding = DEFAULT_ENCODING
    allow_downloads: bool = False

    def load(self) -> Encoder:
        """Raises UsageError where it is not on this machine or cannot be loaded."""
        return load_encoder(self.name_or_folder, allow_downloads=self.allow_downloads, encoding=self.encoding)

    @property
    def described(self) -> str:
        """JSON for a catalogue: what its vectors depend on, as far as it is set. A folder is named whole."""
        encoding = self.encoding
        is_endpoint = self.name_or_folder != SHIPPED and encoding.base_url is not None
        folder = Path(self.name_or_folder).expanduser()
        is_folder = self.name_or_folder != SHIPPED and not is_endpoint and folder.is_dir()
        said = {
            "embedder": str(folder.absolute()) if is_folder else self.name_or_folder,
            "is_endpoint": is_endpoint,
            "query_prompt": encoding.query_prompt,
            "document_prompt": encoding.document_prompt,
            "dtype": encoding.dtype,
        }
        return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)

    def recall(self, described: str | None, fingerprint: str) -> Encoder:
        """The embedder of a description, run on the device and through the address of this one.

        A library of an earlier release describes none: it may be in the shipped one. Raises UsageError where the
        embedder cannot be loaded, or is another one by now.
        """
        said = json.loads(described) if described else {"embedder": SHIPPED}
        encoding = replace(
            self.encoding,
            base_url=self.encoding.base_url if said.get("is_endpoint") else None,
            query_prompt=said.get("query_prompt"),
            document_prompt=said.get("document_prompt"),
            dtype=said.get("dtype"),
        )
        if said.get("is_endpoint") and encoding.base_url is None:
            raise UsageError("embedder_without_address", name=said["embedder"])
        encoder = load_encoder(said["embedder"], allow_downloads=False, encoding=encoding)
        if encoder.fingerprint != fingerprint:
            raise UsageError("embedder_not_the_same", name=encoder.name)
        return encoder
