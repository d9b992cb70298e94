"""Settings → the parts that the application works with, each made where it is first wanted. Decides nothing.

Heavy parts are imported when the settings name them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.addresses import is_this_machine
from assistant.errors import UsageError
from assistant.library.chroma_server import ChromaServer
from assistant.library.embedder_source import EmbedderSource
from assistant.library.encoding import Encoding
from assistant.library.file_work import Manner
from assistant.retrieval import reranking, thesaurus
from assistant.retrieval.hybrid import Ranker
from assistant.text.repair import Switches

if TYPE_CHECKING:
    from assistant.composing.composer import Composer
    from assistant.composing.endpoint import Endpoint
    from assistant.composing.exchange import Limits
    from assistant.drafting.model_calls import ChatModel
    from assistant.settings import Settings
    from assistant.text.tokens import TokenCounter

_LONGEST_WORDING = 4096
"""Tokens that a model may write about one finding: a goal and a measure for each of its points."""


def composer(settings: Settings, counter: TokenCounter) -> tuple[Composer, str] | None:
    """The composer that asks the chat model of the settings, with its name; None where they name none.

    Raises UsageError where they name half of it.
    """
    endpoint = _endpoint(settings)
    if endpoint is None:
        return None
    from assistant.composing.chat_model import ChatModelComposer  # noqa: PLC0415

    made = ChatModelComposer(
        endpoint,
        count_tokens=counter.count,
        max_input_tokens=settings.model.max_input_tokens,
        limits=_limits(settings),
    )
    return made, endpoint.model


def drafting_model(settings: Settings, counter: TokenCounter) -> ChatModel | None:
    """The chat model of the settings as drafting asks it; None where they name none.

    Raises UsageError where they name half of it.
    """
    endpoint = _endpoint(settings)
    if endpoint is None:
        return None
    from assistant.drafting.model_calls import ChatModel  # noqa: PLC0415

    model = settings.model
    endpoint = replace(endpoint, max_output_tokens=_LONGEST_WORDING)
    return ChatModel(endpoint, endpoint.model, counter.count, model.max_input_tokens, _limits(settings), model.at_once)


def embedder(settings: Settings) -> EmbedderSource:
    """The embedder that the settings name, and where it comes from."""
    chosen = settings.embedding
    encoding = Encoding(
        base_url=chosen.base_url,
        api_key=chosen.api_key.get_secret_value() if chosen.api_key else None,
        query_prompt=chosen.query_prompt,
        document_prompt=chosen.document_prompt,
        batch_size=chosen.batch_size,
        device=chosen.device,
        dtype=chosen.dtype,
        timeout_s=chosen.timeout_s,
    )
    return EmbedderSource(settings.embedder, encoding, settings.allow_downloads)


def switches(settings: Settings) -> Switches:
    """What the settings have the repair of texts do."""
    return Switches(**settings.repair.model_dump())


def manner(settings: Settings, collection: str) -> Manner:
    """How the settings have files read into a collection."""
    return Manner(
        collection, settings.model.name, settings.passage_tokens, switches(settings), workers=settings.workers
    )


def server(settings: Settings) -> ChromaServer | None:
    """The Chroma server of the settings; None for a folder. Raises UsageError for one that is open to others."""
    url, token = settings.library.chroma_url, settings.library.chroma_token
    if url is None:
        return None
    # A Chroma server asks nobody who he is: whoever reaches it reads, changes and deletes.
    if not is_this_machine(url) and not (url.startswith("https://") and token):
        raise UsageError("chroma_unprotected", url=url)
    return ChromaServer(url, token.get_secret_value() if token else None)


def ranker(settings: Settings) -> Ranker:
    """What ranks: the thesaurus and the coefficients that ship, an office's words, a cross-encoder if named."""
    known = thesaurus.extended(settings.thesaurus) if settings.thesaurus else thesaurus.shipped()
    if settings.reranker is None:
        return Ranker(known, reranking.shipped())
    from assistant.retrieval.cross_encoder import load_cross_encoder  # noqa: PLC0415

    cross_encode = load_cross_encoder(settings.reranker, allow_downloads=settings.allow_downloads)
    return Ranker(known, reranking.shipped(), cross_encode)


def _endpoint(settings: Settings) -> Endpoint | None:
    model = settings.model
    if model.base_url is None and model.name is None:
        return None
    if model.base_url is None or model.name is None:
        raise UsageError("model_half_set", missing="model.name" if model.name is None else "model.base_url")
    from assistant.composing.endpoint import Endpoint  # noqa: PLC0415

    return Endpoint(model.base_url, model.name, model.api_key.get_secret_value() if model.api_key else None)


def _limits(settings: Settings) -> Limits:
    from assistant.composing.exchange import Limits  # noqa: PLC0415

    timeout = settings.model.timeout_s
    return Limits(first_text_s=timeout, total_s=timeout)
