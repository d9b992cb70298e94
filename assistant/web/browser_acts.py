"""What only the browser can do: put a text on the clipboard, save a file, bring a part of the page into view, say at
once that something has begun. Scripts of ours.
"""

from __future__ import annotations

import json

from assistant import messages
from assistant.web.markup import element

COPY = """async (text) => {
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not on a secure address, as in an office's own network: the old way.
    const field = Object.assign(document.createElement("textarea"), {value: text});
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}"""

SAVE = """(file) => {
  if (!file) return;
  const link = Object.assign(document.createElement("a"), {href: file.url, download: file.orig_name || ""});
  document.body.append(link);
  link.click();
  link.remove();
}"""


def saying(key: str, forced: str | None) -> str:
    """A script that gives a remark before the server has answered, in the language that the page speaks.

    `key` is that of a text; `forced` the language of the settings (`language_of`).
    """
    said = {
        each: element("p", messages.text(key, language=each), class_="under-way", role="status")
        for each in messages.LANGUAGES
    }
    wanted = json.dumps(forced) if forced else "(navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en')"
    return f"""() => {{
  window.waitingSince = performance.now();
  return ({json.dumps(said, ensure_ascii=False)})[{wanted}];
}}"""


def going_to(part: str) -> str:
    """A script that brings a part of the page to the top once it is laid out, unless told that something is wrong.

    Whoever did something since it was said that this has begun (`saying`, `assets/acting.js`) stays where he is.
    """
    return f"""(wrong) => wrong || setTimeout(() => {{
  const part = document.querySelector({json.dumps(part)});
  if (part?.offsetParent && window.actedAt < window.waitingSince) part.scrollIntoView();
}}, 100)"""
