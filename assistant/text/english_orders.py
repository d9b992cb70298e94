"""What orders to a machine look like in English, as one pattern for folded text.

Nothing comes in; what goes out is the pattern.
"""

from __future__ import annotations

import re

_WORDS = r"(?:[\w'-]+\W{1,3}){0,5}"
_SAY = r"(?:reply|respond|answer|say|output|print|write|repeat|return|state)"
_THINGS_TOLD = (
    r"(?:instructions?|prompts?|rules?|directions?|guidelines?|messages?|context|commands?|constraints?|told|documents?"
    r"|materials?|sources?|above|info(?:rmation)?|tasks?|questions?|requests?|contents?|text)"
)
_MACHINES = r"(?:ai|llm|language model|assistant|chatbot|model)s?"

_PATTERNS = (
    rf"\b(?:ignore|disregard|forget|override|bypass|discard|drop|stop following|do not follow|don't follow)\W+{_WORDS}"
    rf"{_THINGS_TOLD}\b",
    r"\byou are (?:now|no longer|not an?|an? (?:ai|unrestricted|helpful|different|new))\b|\bact as (?:an?|if|the)\b",
    r"\bpretend (?:to be|you|that)\b|\brole-?play\b|\b(?:developer|god|debug|dan|jailbreak) mode\b|\bjailbreak",
    r"\bfrom now on\b|\bnew (?:system )?(?:instructions?|prompts?|task|role)\W*:",
    rf"\b{_SAY}\W{{1,3}}(?:\w+\W{{1,3}}){{0,3}}"
    r"(?:only|exactly|verbatim|in english|the following|nothing (?:else|but)|forever|word for word)\b",
    rf"\b(?:only|always|just|must|please|should|instead|simply)\W{{1,3}}{_SAY}\b",
    rf"\byou (?:must|will|should|have to|are to) (?:now |only |always |never )?(?:{_SAY}|enter|comply|obey|ignore)\b",
    r"\bdo not (?:mention|reveal|disclose|tell|cite|answer|reply)\b",
    r"\boutput the (?:words?|phrases?|text|string|exact)\b",
    r"\b(?:your|the|every|all|any) (?:final |next |whole |entire )?(?:answers?|responses?|repl(?:y|ies)|outputs?)"
    r" (?:must|should|shall|is|has to|will|needs to|end|begin)\b",
    r"\b(?:tell|inform|convince|ask|instruct|warn) the (?:user|reader|person asking)\b",
    r"\b(?:if|when|whenever) (?:\w+ ){0,3}(?:user|anyone|someone|asked|somebody)\b"
    rf".{{0,60}}\b(?:{_SAY}|tell)\b",
    rf"\b(?:reveal|print|show|leak|send|disclose|repeat|output|expose|display|list|dump)\W+{_WORDS}"
    r"(?:system prompt|your (?:instructions|prompt|rules|configuration)|api key|conversation|prompts?|secrets?"
    r"|hidden \w+|everything (?:above|before)|all (?:the )?text (?:above|before|that came)"
    r"|everything from the (?:beginning|start))\b",
    rf"\b(?:append|insert|embed|include|render|add|load|fetch|visit|open|click|call)\W+{_WORDS}"
    r"(?:https?:|!\[|image|link|url|markdown)",
    rf"\b(?:attention|note|notice|message|instructions?) (?:to|for) (?:the )?{_MACHINES}\b",
    rf"\b{_MACHINES}\b.{{0,40}}\b(?:must|should|shall|please|will|ignore|has to|have to)\b",
    r"\b(?:cite|citing|attribute)\b.{0,20}[\[〔]\d+[\]〕]",
    r"\bend of (?:the )?(?:context|documents?|sources?|materials?|prompt)\b",
    r"\b(?:directives?|instructions?|override)\b.{0,40}\b(?:supersedes?|overrides?|void|deprecated|suspended)\b",
    r"\bfollow (?:these|those|the|any) (?:\w+ ){0,2}(?:instructions?|directives?)\b|\binstruction set\b",
    r"\b(?:suspend|disable|bypass)\b.{0,30}\b(?:filter|filtering|filters|controls?|restrictions?|safety)\b",
    # Titles and hard-wrapped lines may have lost their blanks.
    r"(?:ignore|disregard|forget|override)(?:all|any|the|your|of|these|those)*(?:previous|prior|above|earlier|system)"
    r"(?:instructions?|prompts?|rules?|messages?|context)|(?:reply|respond|answer|output|say|print)only(?:with)?",
    r"\bi (?:need|want|would like|order|command) you to\b|\b(?:decode|base64)\b.{0,40}\b(?:follow|execute|obey)\b",
)

ENGLISH = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.MULTILINE | re.ASCII)
"""ASCII: an English word ends where Chinese begins."""
