"""Files that are laid ready for somebody."""

from pathlib import Path

from assistant.web.ready_files import forget_ready, lay_ready


def test_no_two_files_of_one_name_lie_in_one_place(tmp_path: Path) -> None:
    first, second = lay_ready(tmp_path, "方案.md", b"1"), lay_ready(tmp_path, "方案.md", b"2")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert len(first.parent.name) > 32


def test_what_was_laid_ready_for_anybody_goes_and_uploads_stay(tmp_path: Path) -> None:
    for person in ("a", "b"):
        (tmp_path / person / "upload").mkdir(parents=True)
        (tmp_path / person / "upload" / "反馈.txt").write_text("一")
        lay_ready(tmp_path / person, "方案.docx", b"1")
    forget_ready(tmp_path)
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"反馈.txt"}
    assert len(list(tmp_path.glob("*/*"))) == 2
    forget_ready(tmp_path / "missing")
