"""What the XML of a .docx says about its layout, read without the code that wrote it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4


class Layout:
    """A .docx taken apart."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.times = {entry.date_time for entry in archive.infolist()}
            self.parts = {name: archive.read(name) for name in self.names}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        styles = etree.fromstring(self.parts["word/styles.xml"])
        self.styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}

    @property
    def section(self) -> Any:
        return self.document.find(f"{W}body/{W}sectPr")

    def value(self, place: str, attribute: str) -> str:
        """An attribute of the section's properties."""
        return str(self.section.find(f"{W}{place}").get(f"{W}{attribute}"))

    def millimetres(self, place: str, attribute: str) -> float:
        return int(self.value(place, attribute)) / MM

    def style(self, identity: str, place: str, attribute: str) -> str | None:
        """An attribute of a style: `style("Heading1", "rPr/rFonts", "eastAsia")`."""
        path = "/".join(f"{W}{step}" for step in place.split("/"))
        found = self.styles[identity].find(path)
        return None if found is None else found.get(f"{W}{attribute}")

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of each paragraph."""
        return [
            (
                paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"),
                "".join(node.text or "" for node in paragraph.iter(f"{W}t")),
            )
            for paragraph in self.document.iter(f"{W}p")
            if paragraph.find(f"{W}pPr/{W}pStyle") is not None
        ]

    def styled(self, identity: str) -> list[str]:
        """The texts in a style."""
        return [text for style, text in self.paragraphs if style == identity]

    @property
    def comments(self) -> list[tuple[str, str]]:
        """What is remarked on, and the remark."""
        if "word/comments.xml" not in self.parts:
            return []
        root = etree.fromstring(self.parts["word/comments.xml"])
        said = {
            comment.get(f"{W}id"): "".join(node.text or "" for node in comment.iter(f"{W}t"))
            for comment in root.iter(f"{W}comment")
        }
        source = etree.tostring(self.document, encoding="unicode")
        return [
            (
                "".join(
                    re.findall(
                        r"<w:t[^>]*>([^<]*)</w:t>",
                        source.partition(f'<w:commentRangeStart w:id="{number}"/>')[2].partition(
                            f'<w:commentRangeEnd w:id="{number}"/>'
                        )[0],
                    )
                ),
                text,
            )
            for number, text in said.items()
        ]
