from __future__ import annotations

from assistant.application import Assistant
from assistant.retrieval.langchain_retriever import HybridRetriever


def test_it_is_a_langchain_retriever(sample: Assistant) -> None:
    retriever = HybridRetriever(store=sample.store, k=3)
    found = retriever.invoke("整改方案多少个工作日内报送")
    assert len(found) == 3
    for document in found:
        text = sample.document(document.metadata["document_id"]).text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content
