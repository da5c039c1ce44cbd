"""A workbook that was taken away and edited is read back into the page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from sim.scenario.load import load
from sim.ui.project import Project
from sim.ui.workbook_pages import parts
from tests.report.test_inputs import Edits, edited, listed
from tests.ui import places

RATE = "demand.startups.rate"
AT = "/scenario/town/workbook"


def book(page: TestClient, folder: Path, edits: Edits) -> bytes:
    """The workbook of the town, edited."""
    file = folder / "mine.xlsx"
    file.write_bytes(page.get("/scenario/town/inputs.xlsx").content)
    edited(file, edits)
    return file.read_bytes()


def test_its_changes_come_to_the_page(page: TestClient, tmp_path: Path) -> None:
    edits = {(RATE, "value"): "30 per year", ("supply.hall.lots", "value"): 3}
    content = book(page, tmp_path, edits)
    went = page.post(AT, files={"book": ("改过的.xlsx", content)}, data={"file": ""})
    sets = parse_qs(urlsplit(went.headers["location"]).query)["set"]
    assert sorted(sets) == [f"{RATE}=30 per year", "supply.hall.lots=3"]


def test_it_is_saved_at_once(played: Project, tmp_path: Path) -> None:
    project = places.copied(played, tmp_path)
    with places.inside(project) as page:
        content = book(page, tmp_path, {("supply.hall.lots", "value"): 3})
        went = page.post(AT, files={"book": ("a.xlsx", content)}, data={"file": "three"})
        assert went.headers["location"] == "/scenario/three"
        assert load(project.folder / "three.yaml").spec.supply["hall"].lots == 3


def test_faults_are_told_by_sheet_and_cell(page: TestClient, tmp_path: Path) -> None:
    content = book(page, tmp_path, {(RATE, "value"): "30", ("supply.hall.area", "value"): "x"})
    told = page.post(AT, files={"book": ("../<mine>.xlsx", content)}, params={"lang": "en"})
    assert told.status_code == 422 and "nothing was changed" in told.text
    assert told.text.count('class="fault"') == 2 and "&lt;mine&gt;.xlsx:" in told.text
    assert "E301" in told.text and "!D" in told.text and "../" not in told.text


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no workbook arrived"), (b"PK\x03\x04", "cannot be read back"), (None, "nothing was")],
)
def test_what_is_no_edited_workbook_is_told(
    page: TestClient, tmp_path: Path, content: bytes | None, said: str
) -> None:
    sent = book(page, tmp_path, {}) if content is None else content
    told = page.post(AT, files={"book": ("a.xlsx", sent)}, params={"lang": "en"})
    assert told.status_code == 422 and said in told.text


def test_more_than_an_address_holds_is_to_be_saved(
    page: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.ui.form.MOST_LETTERS", 10)
    content = book(page, tmp_path, {("supply.hall.lots", "value"): 3})
    told = page.post(AT, files={"book": ("a.xlsx", content)}, params={"lang": "en"})
    assert told.status_code == 413 and "the name of a file" in told.text


def test_a_form_with_files_is_read_as_it_was_sent() -> None:
    head = b'Content-Disposition: form-data; name="book"; filename="\xe4\xb9\xa6 1.xlsx"\r\nX: y'
    content = b"PK\r\n\r\n--a\n\x00\xff\r\n"
    body = b"--m\r\n" + head + b"\r\n\r\n" + content + b"\r\n--m--\r\n"
    ((name, file, read),) = parts("multipart/form-data; boundary=m", body)
    assert (name, file, read) == ("book", "书 1.xlsx", content)
    for kind, broken in (("text/plain", body), ("multipart/form-data; boundary=m", body[:-8])):
        with pytest.raises(ValueError):
            parts(kind, broken)


def test_a_project_that_is_removed_is_not_lost_on_the_way(played: Project, tmp_path: Path) -> None:
    """An address holds values, and no project that is gone."""
    project = places.copied(played, tmp_path)
    with places.inside(project) as page:
        book(page, tmp_path, {})
        listed(tmp_path / "mine.xlsx", {"hall": {"removed": "x"}})
        sent = {"book": ("a.xlsx", (tmp_path / "mine.xlsx").read_bytes())}
        told = page.post(AT, files=sent, params={"lang": "en"})
        assert told.status_code == 422 and "something is removed" in told.text
        went = page.post(AT, files=sent, data={"file": "bare"})
        assert went.status_code == 303 and not load(project.folder / "bare.yaml").spec.supply


def test_a_delivery_is_not_sent_on_beside_the_time_to_build(
    page: TestClient, tmp_path: Path
) -> None:
    """It rules out the time to build, and an address cannot say so."""
    book(page, tmp_path, {})
    listed(tmp_path / "mine.xlsx", {"hall": {"delivery": "2026-09"}})
    sent = {"book": ("a.xlsx", (tmp_path / "mine.xlsx").read_bytes())}
    told = page.post(AT, files=sent, params={"lang": "en"})
    assert told.status_code == 422 and "something is removed" in told.text
