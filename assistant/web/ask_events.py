"""How the events of asking run, and what the browser does of itself: follow the answer, remember what a tab shows."""

from __future__ import annotations

from typing import Any

ASKING: dict[str, Any] = {
    "show_progress": "hidden",
    "concurrency_id": "ask",
    "concurrency_limit": 16,
    "trigger_mode": "once",
    "api_visibility": "private",
}
"""Keeping a question, which is over at once. A second press of the key while it is kept asks nothing twice."""

WATCHING: dict[str, Any] = {
    "show_progress": "hidden",
    "concurrency_id": "watch",
    "concurrency_limit": None,
    "trigger_mode": "multiple",
    "api_visibility": "private",
}
"""Watching an answer. Whoever watches takes nobody's place: answers are bounded where they are made. The page may turn
to another conversation while nothing comes of the first, whose watcher has not noticed yet; it is the watch that was
begun last that counts, and those under one name begin in their order.
"""

TO_THE_QUESTION = """() => {
  const log = document.querySelector("#conversation [role=log]");
  if (!log) return;
  log.following?.disconnect();
  const follow = () => {
    const asked = [...log.querySelectorAll(".user-row")].at(-1);
    if (asked) log.scrollTop += asked.getBoundingClientRect().top - log.getBoundingClientRect().top;
    else log.scrollTop = 0;
  };
  log.following = new MutationObserver(follow);
  log.following.observe(log, {childList: true, subtree: true, characterData: true});
  for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"])
    log.addEventListener(hand, () => log.following.disconnect(), {once: true});
  follow();
}"""
"""Whoever asks wants to read the answer from its beginning: the last question is brought to the top, as far as there is
something below it, and held there while the answer grows, until the reader takes hold of it."""

TYPED_SINCE = """(taken, typed) => ["", taken && typed.startsWith(taken) ? typed.slice(taken.length) : typed]"""
"""Of what stands where questions are typed, the question that was taken goes; what was typed meanwhile stays."""

REMEMBER = """(conversation, question) => {
  sessionStorage.setItem("conversation", conversation || "");
  sessionStorage.setItem("question", question || "");
}"""
"""A browser tab keeps its conversation, and what is typed and not sent, over a reload. The id is no secret of its
own: the server shows a conversation to its owner alone."""

RETURN = "() => sessionStorage.getItem('conversation') || ''"
"""The conversation that the browser tab showed."""

RETURN_QUESTION = """() => {
  const typed = document.querySelector("#question textarea");
  return (typed && typed.value) || sessionStorage.getItem("question") || "";
}"""
"""What was typed and not sent, unless somebody types already."""
