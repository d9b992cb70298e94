"""Blocks → a page as an office's site shows it: the text in the middle of menus, links and a footer."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from html import escape

from tests.formats import Block

ABOVE = """<div class="top"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/hdjl">互动交流</a></div>
<ul class="menu"><li><a href="/a">市委文件</a></li><li><a href="/b">通知公告</a></li>
<li><a href="/c">巡察工作</a></li></ul>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>"""
BELOW = """<div class="list"><h3>相关链接</h3><ul>
<li><a href="/1.html">关于做好节前值班工作的通知</a></li><li><a href="/2.html">关于组织收看专题片的通知</a></li>
<li><a href="/3.html">关于报送半年工作小结的通知</a></li></ul></div>
<div class="bottom"><p>版权所有：某某机关　技术支持：信息中心</p><p>某ICP备00000000号-1</p></div>
<script>var text = "脚本里的话不是正文。";</script>"""


def write_html(
    blocks: Sequence[Block],
    *,
    encoding: str = "utf-8",
    declared: str | None = None,
    site: str = "临江市人民政府",
    is_bare: bool = False,
) -> bytes:
    """The page in bytes; `declared` is the encoding it says, where it lies; a bare page is nothing but its blocks."""
    title = next((block.text for block in blocks if block.kind == "title"), "")
    body = "\n".join(markup_of(block) for block in blocks)
    if not is_bare:
        body = f'{ABOVE}\n<div class="wrap"><div class="detail">\n{body}\n</div></div>\n{BELOW}'
    head = f'<meta charset="{declared or encoding}"><title>{escape(title)}_{site}</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n{body}\n</body></html>\n".encode(encoding)


def markup_of(block: Block) -> str:
    if block.kind == "table":
        rows = "\n".join(
            "<tr>" + "".join(f"<{cell}>{escape(text)}</{cell}>" for text in row) + "</tr>"
            for row, cell in zip(block.rows, ["th"] + ["td"] * len(block.rows), strict=False)
        )
        return f"<table border='1'>\n{rows}\n</table>"
    tag = {"title": "h1", "paragraph": "p"}.get(block.kind, f"h{block.level + 1}")
    return f"<{tag}>{escape(block.text)}</{tag}>"


def write_saved_page(blocks: Sequence[Block]) -> bytes:
    """A page with its parts in one file, as browsers save it (.mht)."""
    message = EmailMessage()
    message["Subject"] = "保存的网页"
    message.add_related(write_html(blocks), "text", "html", params={"charset": "utf-8"})
    return bytes(message)
