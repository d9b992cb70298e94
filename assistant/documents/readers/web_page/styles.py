"""What inline styles and a page's own style sheets say → whether an element, or only its own text, can be seen.

Only what decides that is read: display, visibility, opacity, size, colours and places off the screen, in rules with one
plain selector (.class, #id, tag.class). Style sheets in other files are not here, so what they hide is taken as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_PLAIN_SELECTOR = re.compile(r"[a-zA-Z0-9]*([.#][-\w]+)")
_NAMED = re.compile(r"[.#][-\w]+")
_BRACES = re.compile(r"[{}]")
_CSS_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%|ex|vw|vh)?")
_TINY = re.compile(r"(?:0(?:\.\d*)?|\.\d+|1)(?:px|pt)|0(?:\.0\d*)?(?:em|rem|%)?")
_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt|em)|-\d{3,}(?:em|rem|vw|vh|%)")
_CHANNELS = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")
_HEX = re.compile(r"#?(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))[0-9a-f]{0,2}")

_PALE_FROM = 250
"""Of 255, for each of red, green and blue: no one reads such a colour on white."""

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """How an element is seen."""

    hides: bool = False
    is_pale: bool = False
    is_tiny: bool = False
    is_backed: bool = False
    """Something other than white is behind its text."""

    @property
    def hides_text(self) -> bool:
        return self.is_tiny or (self.is_pale and not self.is_backed)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Declarations of the page's own rules by ".class" or "#id"."""

    rules: dict[str, Declarations] = field(default_factory=dict)

    def sight(self, tag: str, names: str, attributes: Mapping[str, str], around: Sight | None) -> Sight:
        """How an element inside one seen as `around` is seen."""
        around = around or Sight()
        ruled = self._ruled(names, attributes) if self.rules else {}
        own = {**_from_attributes(tag, attributes), **declarations(attributes.get("style", ""))}
        styles = {**ruled, **own}
        if not styles and "hidden" not in attributes and tag != "dialog":
            return around
        backing = _backing(styles)
        return Sight(
            hides="hidden" in attributes or (tag == "dialog" and "open" not in attributes) or _hides(styles),
            is_pale=_is_pale(styles["color"]) if "color" in styles else around.is_pale,
            is_tiny=_is_tiny(styles["font-size"]) if "font-size" in styles else around.is_tiny,
            is_backed=around.is_backed if backing is None else backing,
        )

    def _ruled(self, names: str, attributes: Mapping[str, str]) -> Declarations:
        identity = attributes.get("id", "").strip()
        keys = [f".{name}" for name in attributes.get("class", "").split()] + ([f"#{identity}"] if identity else [])
        ruled: Declarations = {}
        for key in keys:
            ruled.update(self.rules.get(key, {}))
        return ruled


def style_sheet(texts: Iterable[str]) -> StyleSheet:
    """The rules of a page's style elements that this module understands, outside of @media and the like.

    What a longer selector says otherwise (`.tab {display: none}`, `.tab.on {display: block}`) is not taken as settled:
    text that may be seen is kept.
    """
    rules: dict[str, Declarations] = {}
    unsettled: set[tuple[str, str]] = set()
    for text in texts:
        for selectors, body in _top_level_rules(_CSS_COMMENT.sub("", text)):
            found = declarations(body)
            for selector in selectors.split(","):
                if plain := _PLAIN_SELECTOR.fullmatch(selector.strip()):
                    rules.setdefault(plain[1], {}).update(found)
                else:
                    unsettled.update((name, said) for name in _NAMED.findall(selector) for said in found)
    for name, said in unsettled:
        rules.get(name, {}).pop(said, None)
    return StyleSheet(rules)


def declarations(style: str) -> Declarations:
    """Name and value of each declaration, in lower case.

    >>> declarations("Color: #FFF; display:none")
    {'color': '#fff', 'display': 'none'}
    """
    found: Declarations = {}
    for part in style.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _top_level_rules(text: str) -> Iterable[tuple[str, str]]:
    depth, start, selectors = 0, 0, ""
    for brace in _BRACES.finditer(text):
        if brace[0] == "{":
            if depth == 0:
                selectors, start = text[start : brace.start()], brace.end()
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0:
                if "@" not in selectors:
                    yield selectors, text[start : brace.start()]
                start = brace.end()


def _from_attributes(tag: str, attributes: Mapping[str, str]) -> Declarations:
    """The old attributes that say what a style says."""
    found: Declarations = {}
    if tag == "font" and "color" in attributes:
        found["color"] = attributes["color"].lower()
    if tag == "font" and attributes.get("size", "") == "0":
        found["font-size"] = "0"
    if "bgcolor" in attributes:
        found["background-color"] = attributes["bgcolor"].lower()
    elif "background" in attributes:
        found["background"] = "url"
    return found


def _hides(styles: Mapping[str, str]) -> bool:
    if styles.get("display") == "none" or styles.get("visibility") in ("hidden", "collapse"):
        return True
    if "all" in styles.get("mso-hide", "") or _is_zero(styles.get("opacity", "")):
        return True
    if styles.get("overflow") == "hidden" and any(
        _is_zero(styles.get(side, "")) for side in ("height", "max-height", "width", "max-width")
    ):
        return True
    if any(_FAR_AWAY.fullmatch(styles.get(side, "")) for side in ("left", "top", "text-indent", "margin-left")):
        return True
    clip = styles.get("clip", "").replace(" ", "").replace("px", "")
    return clip in ("rect(0,0,0,0)", "rect(0000)", "rect(1,1,1,1)")


def _is_zero(value: str) -> bool:
    return _NOTHING.fullmatch(value) is not None


def _is_tiny(value: str) -> bool:
    return _TINY.fullmatch(value) is not None


def _is_pale(colour: str) -> bool:
    return colour in ("white", "transparent", "snow") or _is_pale_by_channels(colour)


def _is_pale_by_channels(colour: str) -> bool:
    if channels := _CHANNELS.fullmatch(colour):
        return channels[4] in ("0", "0.0", "0%") or all(int(part) >= _PALE_FROM for part in channels.group(1, 2, 3))
    if parts := _HEX.fullmatch(colour):
        pairs = [part * 2 if len(part) == 1 else part for part in parts.groups() if part]
        return all(int(pair, 16) >= _PALE_FROM for pair in pairs)
    return False


def _backing(styles: Mapping[str, str]) -> bool | None:
    """Whether something dark lies behind; None where nothing is said."""
    said = styles.get("background-color") or styles.get("background")
    if styles.get("background-image", "none") != "none" or "url" in (said or ""):
        return True
    if not said or said in ("none", "transparent", "inherit", "initial"):
        return None
    return not _is_pale(said.split()[0])
