"""Reports, citations and contested facts of the dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from common import edtf
from editorial.writing import write, write_parts
from meetings.dataset.files import Dataset, Row
from meetings.dataset.mapping import CITATION_KEYS
from meetings.dataset.registry import Registry
from meetings.dataset.report import LoadReport, Rejection, RowError
from meetings.models import ContendedValue, Contention, Place
from parties.models import Party
from sources.actions import report_slug
from sources.models import Report

CITED = ("parties", "processes", "meetings", "agreements", "statements")
# Fields of the dataset by the names they have in the model.
FIELD_NAMES = {
    "place": "places",
    "participants": "participations",
    "signatories": "signatures",
}


def _sources(dataset: Dataset) -> Iterator[tuple[str, str, Row]]:
    for file in CITED:
        for row in dataset.rows[file]:
            for source in row.get("sources", []):
                yield file, row["id"], source
            for correction in row.get("corrections", []):
                for source in correction.get("sources", []):
                    yield file, row["id"], source
            for office in row.get("positions", []) if file == "parties" else []:
                for source in office.get("sources", []):
                    yield file, row["id"], source


def register_reports(
    dataset: Dataset,
    registry: Registry,
    report: LoadReport,
    progress: Callable[[str, int, int], None],
) -> None:
    """Store one report per address; merge what several rows say about it.

    Of two publication dates the earlier is kept, and the conflict is reported.
    """
    merged: dict[str, Row] = {}
    for file, record, source in _sources(dataset):
        known = merged.setdefault(source["url"], dict(source))
        _merge(known, source, file, record, report)
    known_before = set(registry.reports)
    for done, (url, source) in enumerate(merged.items(), start=1):
        try:
            _store(url, source, registry)
        except RowError as error:
            report.reject("sources", url, error.field, error.reason)
        if done % 100 == 0 or done == len(merged):
            progress("reports", done, len(merged))
    report.created["reports"] = len(set(registry.reports) - known_before)
    report.unchanged["reports"] = len(known_before & set(merged))


def _merge(known: Row, source: Row, file: str, record: str, report: LoadReport) -> None:
    for name in ("title", "agency"):
        known[name] = known.get(name) or source.get(name)
    old, new = known.get("published"), source.get("published")
    if old and new and old != new:
        reason = f"published {old} and {new}: the earlier is kept"
        _conflict(report, file, record, source["url"], reason)
    if new and (not old or _day(new) < _day(old)):
        known["published"] = new
    if known["outlet"] != source["outlet"]:
        reason = f"outlet {known['outlet']} and {source['outlet']}: the first is kept"
        _conflict(report, file, record, source["url"], reason)


def _conflict(
    report: LoadReport, file: str, record: str, url: str, reason: str
) -> None:
    """Note a conflict of an address once."""
    if not any(known.field == url for known in report.conflicts):
        report.conflicts.append(Rejection(f"{file}.yaml", record, url, reason))


def _day(text: str) -> Any:
    return edtf.parse(text).earliest


def _store(url: str, source: Row, registry: Registry) -> None:
    outlet = registry.find("outlet", source["outlet"], "outlet")
    values = {
        "agency": registry.find("outlet", source.get("agency"), "agency"),
        "title": source.get("title") or "",
        "published": source.get("published") or "",
    }
    stored = registry.reports.get(url)
    if stored is None:
        stored = Report(
            slug=report_slug(outlet, url, None),
            outlet=outlet,
            url=url,
            lang=outlet.language,  # in the files, the language of the pages cited
        )
    elif stored.version > 1:
        return  # people have edited it since
    write(stored, values)
    registry.reports[url] = stored


def cite(record: Any, row: Row, registry: Registry, *, fresh: bool) -> None:
    """Write the citations of a record and, for a party, of its offices."""
    citations = [_citation(source, registry) for source in row["sources"]]
    for correction in row.get("corrections", []):
        for party in correction["set"].get("participants", {}):
            for source in correction.get("sources", []):
                field = f"participations.{party}"
                citations.append(_citation(source, registry) | {"field": field})
    key: tuple[str, ...]
    if isinstance(record, Party):
        offices = {
            (office.organisation.dataset_id, office.title, office.start): office
            for office in record.positions.select_related("organisation")
        }
        for entry in row["positions"]:
            office = offices[entry["organisation"], entry["title"], entry["from"] or ""]
            citations += [
                _citation(source, registry) | {"position": office, "field": "positions"}
                for source in entry["sources"]
            ]
        key = (*CITATION_KEYS, "position")
    else:
        key = CITATION_KEYS
    write_parts(record, "citations", citations, key, fresh=fresh)


def _citation(source: Row, registry: Registry) -> dict[str, Any]:
    try:
        return {"report": registry.reports[source["url"]], "field": ""}
    except KeyError:
        raise RowError("sources", f"no report {source['url']}") from None


def contest(record: Any, rows: list[Row], registry: Registry) -> None:
    """Write the contested facts of a record with their values and reports."""
    owner = record._meta.model_name
    for number, row in enumerate(rows):
        name = f"{row['record_type']}:{row['record']}:{row['field']}:{number}"
        contention = Contention.objects.filter(dataset_id=name).first() or Contention(
            dataset_id=name
        )
        field = str(FIELD_NAMES.get(row["field"], row["field"]))
        write(contention, {owner: record, "field": field, "note": row["note"] or ""})
        values = [
            _value(order, alternative, record, field)
            for order, alternative in enumerate(row["alternatives"])
        ]
        write_parts(contention, "values", values, ("position",))
        reported = ContendedValue.objects.filter(contention=contention)
        for stored, alternative in zip(
            reported.order_by("position"), row["alternatives"], strict=True
        ):
            citations = [
                _citation({"url": url}, registry) for url in alternative["sources"]
            ]
            write_parts(stored, "citations", citations, CITATION_KEYS)


def _value(order: int, alternative: Row, record: Any, field: str) -> dict[str, Any]:
    text = str(alternative["value"])
    if field == "places":
        return _place_value(order, text, record)
    parsed = ""
    if field == "date":
        try:
            parsed = edtf.normalise(text)
        except edtf.EdtfError:
            parsed = ""
    return {
        "text": text,
        "parsed": parsed,
        "preferred": bool(parsed) and parsed == getattr(record, field, None),
        "position": order,
    }


def _place_value(order: int, text: str, record: Any) -> dict[str, Any]:
    """A contested place, with its slug where one place has the name."""
    named = list(Place.objects.filter(name=text)[:2])
    place = named[0] if len(named) == 1 else None
    return {
        "text": text,
        "parsed": place.slug if place else "",
        "preferred": place is not None and record.places.filter(place=place).exists(),
        "position": order,
    }
