"""What works on this machine, what does not, and what to do: the checks behind `assistant doctor`."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import fonts
from assistant.application import Assistant
from assistant.composing.endpoint import Endpoint, answers
from assistant.documents import legacy_office
from assistant.documents.readers import scanned
from assistant.errors import AssistantError, LibraryUnavailable
from assistant.messages import text
from assistant.settings import Settings

_LOW_DISK_GB = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its key under `[doctor]`, whether it is fine, and what was found, in the user's language."""

    name: str
    works: bool
    found: str


def diagnose(settings: Settings) -> list[Check]:
    """Every check, in the order a person would mend things. One that fails never hides the next."""
    checks = [Check("python", True, platform.python_version()), _disk(settings), _proxy()]
    try:
        with Assistant.open(settings) as assistant:
            checks += _of_library(assistant)
    except AssistantError as error:
        checks.append(Check("library", False, str(error)))
    checks += [_office(), _fonts(), _recognition(), _model(settings)]
    return checks


def _of_library(assistant: Assistant) -> Iterator[Check]:
    store = assistant.store
    documents, passages = store.catalogue.counts()
    yield Check("home", True, f"{store.home}（{text('doctor.writable' if store.is_writable else 'doctor.read_only')}）")
    holds = text("doctor.library_holds", documents=documents, passages=passages)
    yield Check("library", True, holds if documents else text("doctor.library_empty"))
    yield _terms(assistant)
    yield _vectors(assistant)
    yield _embedder(assistant)
    counter = assistant.counter
    yield Check("tokens", True, text("doctor.estimate" if counter.is_estimate else "doctor.exactly", name=counter.name))


def _terms(assistant: Assistant) -> Check:
    terms = assistant.store.terms
    if not terms.exists():
        is_empty = not assistant.store.catalogue.counts()[0]
        return Check("terms", is_empty, text("doctor.ok" if is_empty else "doctor.missing_rebuilt"))
    is_sound = terms.is_sound()
    return Check("terms", is_sound, text("doctor.ok" if is_sound else "doctor.damaged"))


def _embedder(assistant: Assistant) -> Check:
    """Whether it can be used now: one behind an address is asked."""
    in_use = assistant.store.in_use
    try:
        in_use.encoder.encode_query(text("doctor.embedder"))
    except AssistantError as error:
        return Check("embedder", False, str(error))
    stored, wanted = in_use.names
    key = "doctor.switch_under_way" if in_use.is_awaited else "doctor.embedder_in_use"
    return Check("embedder", True, text(key, stored=stored, wanted=wanted))


def _vectors(assistant: Assistant) -> Check:
    vectors, url = assistant.store.vectors, assistant.settings.library.chroma_url
    try:
        vectors.check_server()
    except LibraryUnavailable as error:
        return Check("vectors", False, str(error))
    generation = vectors.generation()
    if not url and vectors.has_base() and (generation is None or not vectors.is_whole(generation)):
        return Check("vectors", False, text("doctor.damaged"))
    there = "doctor.served" if url else "doctor.ok"
    return Check("vectors", True, text(there if generation else "doctor.exact", url=url))


def _disk(settings: Settings) -> Check:
    existing = settings.home.absolute()
    while not os.path.exists(existing):  # one that may not be looked into is passed over, too
        existing = existing.parent
    free = shutil.disk_usage(existing).free / 2**30
    key = "doctor.disk_low" if free < _LOW_DISK_GB else "doctor.disk_free"
    return Check("disk", free >= _LOW_DISK_GB, text(key, free=f"{free:.1f}"))


def _proxy() -> Check:
    named = {name.lower() for name in os.environ if os.environ[name]}
    if not named & {"http_proxy", "https_proxy", "all_proxy"}:
        return Check("proxy", True, text("doctor.proxy_none"))
    spared = os.environ.get("NO_PROXY", "") + os.environ.get("no_proxy", "")
    loopback = "127.0.0.1" in spared or "localhost" in spared
    return Check("proxy", True, text("doctor.ok" if loopback else "doctor.proxy_loopback"))


def _office() -> Check:
    here = legacy_office.is_available()
    return Check("office", True, text("doctor.office_here" if here else "doctor.office_missing"))


def _fonts() -> Check:
    """The fonts that a .docx names; where one is missing, this machine shows another in its place."""
    families = fonts.installed()
    if families is None:
        return Check("fonts", True, text("doctor.fonts_unknown"))
    told = [
        text("export.font_replaced", font=font, other=other) if other else text("export.font_missing", font=font)
        for font, other in fonts.missing(families).items()
    ]
    return Check("fonts", True, text("doctor.fonts_missing", fonts="、".join(told)) if told else text("doctor.ok"))


def _recognition() -> Check:
    here = scanned.is_available()
    return Check("recognition", True, text("doctor.recognition_here" if here else "doctor.recognition_missing"))


def _model(settings: Settings) -> Check:
    model = settings.model
    if model.base_url is None or model.name is None:
        return Check("model", True, text("doctor.model_none"))
    endpoint = Endpoint(model.base_url, model.name, model.api_key.get_secret_value() if model.api_key else None)
    works = answers(endpoint)
    key = "doctor.model_set" if works else "doctor.model_unreachable"
    return Check("model", works, text(key, name=model.name, url=endpoint.shown_url))
