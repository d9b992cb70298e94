"""Files that the page gives out and takes in."""

from pathlib import Path

import pytest

from assistant.web.downloads import as_file_name, forget_upload


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("市/局:方案?", "市局方案"),
        ("../../etc", "etc"),
        ("《办法》（试行）", "《办法》（试行）"),
        ("字" * 90, "字" * 40),
    ],
)
def test_titles_become_names_that_every_file_system_takes(title: str, name: str) -> None:
    assert as_file_name(title) == name


def test_an_upload_is_forgotten_and_nothing_else_is(tmp_path: Path) -> None:
    uploads = tmp_path / "page-files"
    (uploads / "0f").mkdir(parents=True)
    for path in (uploads / "0f" / "密件.txt", tmp_path / "原件.txt"):
        path.write_text("一", encoding="utf-8")
        forget_upload(uploads, str(path))
    forget_upload(uploads, str(uploads / ".." / "原件.txt"))
    forget_upload(uploads, str(uploads / "gone.txt"))
    assert not (uploads / "0f" / "密件.txt").exists()
    assert (tmp_path / "原件.txt").exists()
