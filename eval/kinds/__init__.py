"""Every kind of thing a suite may put to the system, by name. A new kind is a file beside this one and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from eval.kinds.asking import ASK
from eval.kinds.checking import CHECK
from eval.kinds.drafting import DRAFT
from eval.kinds.kind import Kind
from eval.kinds.repairing import REPAIR
from eval.kinds.speaking import SPEAK

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (ASK, DRAFT, SPEAK, CHECK, REPAIR)}
