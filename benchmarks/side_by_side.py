"""The same rows and the same scripted judge in ours, ragas and deepeval: wall time, defined results, repeatability.

    assistant eval run answers -o run.json && assistant eval export ragas run.json -o rows.jsonl
    python benchmarks/side_by_side.py ours rows.jsonl        # in the project's environment
    python benchmarks/side_by_side.py ragas rows.jsonl       # in one with ragas, resp. deepeval

Rows: the first 14 that were answered, the first 3 that abstained, and three made of the first: blanks, emoji, and a
sentence that no context holds. The judge says that a sentence is supported if it stands in a context, whoever asks, and
splits texts alike for all three. Prints one JSON object. Nothing is sent anywhere.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

Row = Mapping[str, Any]
Score = Callable[[Row], float | None]


def rows_of(path: Path) -> list[Row]:
    every = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    answered = [row for row in every if row.get("response")][:14]
    abstained = [row for row in every if not row.get("response")][:3]
    odd = [{**answered[0], "response": text} for text in (" \n", "🈚️🀄️", "巡察组共有九十名组员。")]
    return [{"response": "", "retrieved_contexts": [], **row} for row in (*answered, *abstained, *odd)]


def split(text: str) -> list[str]:
    return [part for part in re.findall("[^。！？\n]+[。！？]?", text) if part.strip()]


def stands(claim: str, contexts: Sequence[str]) -> bool:
    return any(claim in context for context in contexts)


def ours() -> Score:
    from assistant.grounding.judge import Judgement
    from assistant.records import Verdict
    from eval.records import Cited, Response, Said, Sample, Span
    from eval.scorers import alce

    class Scripted:
        name = "scripted"

        def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
            said = stands(claim, sources)
            return Judgement(Verdict.SUPPORTED if said else Verdict.NOT_FOUND, float(said))

    recall, _ = alce.scorers(Scripted())

    def score(row: Row) -> float | None:
        texts = row["retrieved_contexts"]
        cited = tuple(Cited(n, Span("c", 0, 1), text, text) for n, text in enumerate(texts, start=1))
        said = tuple(Said(text, tuple(range(1, len(texts) + 1))) for text in split(row["response"]))
        response = Response(not said, said, cited, None, (), "", 0.0)
        return recall.score(response, Sample("row", row["user_input"], True)).value

    return score


def ragas() -> Score:
    from langchain_core.outputs import Generation, LLMResult
    from ragas.dataset_schema import SingleTurnSample
    from ragas.llms.base import BaseRagasLLM
    from ragas.metrics._faithfulness import Faithfulness

    class Scripted(BaseRagasLLM):
        def generate_text(self, prompt: Any, *_: Any, **__: Any) -> LLMResult:
            asked = json.loads(prompt.to_string().rpartition("input: ")[2].rpartition("Output:")[0])
            if "statements" in asked:
                told = [
                    {"statement": one, "reason": "", "verdict": int(stands(one, [asked["context"]]))}
                    for one in asked["statements"]
                ]
            else:
                told = split(asked["answer"])
            return LLMResult(generations=[[Generation(text=json.dumps({"statements": told}, ensure_ascii=False))]])

        async def agenerate_text(self, prompt: Any, *_: Any, **__: Any) -> LLMResult:
            return self.generate_text(prompt)

        def is_finished(self, response: LLMResult) -> bool:
            return True

    metric = Faithfulness(llm=Scripted())

    def score(row: Row) -> float | None:
        fields = ("user_input", "response", "retrieved_contexts")
        sample = SingleTurnSample(**{name: row[name] for name in fields})
        return float(asyncio.run(metric.single_turn_ascore(sample)))

    return score


def deepeval() -> Score:
    os.environ["DEEPEVAL_TELEMETRY_OPT_OUT"] = "YES"
    from deepeval.metrics import FaithfulnessMetric
    from deepeval.models import DeepEvalBaseLLM
    from deepeval.test_case import LLMTestCase

    class Scripted(DeepEvalBaseLLM):
        row: ClassVar[Row] = {}

        def load_model(self, *_: Any, **__: Any) -> Any:
            return self

        def get_model_name(self, *_: Any, **__: Any) -> str:
            return "scripted"

        def generate(self, prompt: str, schema: Any = None, **_: Any) -> Any:
            contexts, claims = self.row["retrieved_contexts"], split(self.row["response"])
            verdicts = [{"verdict": "yes" if stands(one, contexts) else "no", "reason": ""} for one in claims]
            told = {"Claims": {"claims": claims}, "Truths": {"truths": contexts}, "Verdicts": {"verdicts": verdicts}}
            return schema(**told[schema.__name__])

        async def a_generate(self, prompt: str, schema: Any = None, **_: Any) -> Any:
            return self.generate(prompt, schema)

    model = Scripted()

    def score(row: Row) -> float | None:
        Scripted.row = row
        metric = FaithfulnessMetric(model=model, include_reason=False, async_mode=False)
        case = LLMTestCase(
            input=row["user_input"],
            actual_output=row["response"],
            retrieval_context=list(row["retrieved_contexts"]),
        )
        return float(metric.measure(case, _show_indicator=False))

    return score


TOOLS: Mapping[str, Callable[[], Score]] = {"ours": ours, "ragas": ragas, "deepeval": deepeval}


def outcome(score: Score, row: Row) -> str:
    try:
        value = score(row)
    except Exception as error:
        return type(error).__name__
    return "unscored, with a reason" if value is None else "NaN" if math.isnan(value) else f"{value:.4f}"


def main() -> None:
    tool, path = sys.argv[1:3]
    rows = rows_of(Path(path))
    begun = time.perf_counter()
    score = TOOLS[tool]()
    loaded = time.perf_counter()
    first = [outcome(score, row) for row in rows]
    ended = time.perf_counter()
    again = [outcome(score, row) for row in rows]
    told = {
        "tool": tool,
        "import_s": round(loaded - begun, 2),
        "wall_s": round(ended - loaded, 3),
        "cases": len(rows),
        "numbers": sum(one[0].isdecimal() for one in first),
        "answered": first[:14],
        "abstained": first[14:17],
        "blank, emoji, off": first[17:],
        "same twice": first == again,
    }
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
