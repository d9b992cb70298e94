"""Which language the page speaks: that of the settings, else that of the browser.

Labels are sent in both languages and chosen by the browser; texts that the server makes are looked up for the request.
"""

from __future__ import annotations

import gradio as gr
from gradio.i18n import I18n, I18nData
from starlette.requests import Request as HttpRequest

from assistant import messages

LABELS = "web.labels."
_LOCALES = {"zh": ("zh", "zh-CN", "zh-TW", "zh-HK"), "en": ("en",)}


def label(key: str) -> str:
    """A label of a component, in the form that the browser translates."""
    return str(I18nData(LABELS + key))


def translations(forced: str | None) -> I18n:
    """The labels by browser language; the same language for every browser where the settings name one."""
    tables = {language: _labels(forced or language) for language in messages.LANGUAGES}
    return I18n(**{locale: tables[language] for language, locales in _LOCALES.items() for locale in locales})


def language_of(request: gr.Request | HttpRequest, forced: str | None) -> str:
    """The language of one request: the forced one, else Chinese where the browser asks for it first, else English."""
    if forced is not None:
        return forced
    wanted = request.headers.get("accept-language")
    if not wanted:
        return messages.current_language()
    return "zh" if wanted.lower().startswith("zh") else "en"


def _labels(language: str) -> dict[str, str]:
    return {key: text for key, text in messages.catalogue(language).items() if key.startswith(LABELS)}
