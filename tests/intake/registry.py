"""A small registry of invented people, for passages of our own."""

from __future__ import annotations

from datetime import date
from typing import Any

from intake.extract.known import Known, KnownMeeting, KnownParty, KnownPlace
from intake.extract.pipeline import as_json, extract

DAY = date(2021, 6, 16)  # a Wednesday
_PEOPLE = {
    "berg": ("DE", "Anna Berg", "Anna Berg", "آنا بيرغ", "Анна Берг"),
    "costa": ("IT", "Marco Costa", "Marco Costa", "ماركو كوستا", "Марко Коста"),
    "riva": ("IT", "Paolo Riva", "باولو ريفا", "Паоло Рива"),
    "kaya": ("TR", "Deniz Kaya", "دينيز كايا", "Дениз Кая"),
    "omar": ("LY", "Ali Omar", "علي عمر", "Али Омар"),
    "salem": ("LY", "Nadia Salem", "نادية سالم", "Надия Салем"),
    "nouri": ("LY", "Hani Nouri", "هاني نوري", "Хани Нури"),
}
_BODIES = {
    "harbour-board": ("LY", "Harbour Board", "مجلس الميناء", "Совет гавани",
                      "Conseil du port", "Consiglio del porto", "Liman Kurulu"),
    "salt-league": ("", "Salt League", "رابطة الملح", "Соляная лига",
                    "Ligue du sel", "Lega del sale", "Tuz Birliği"),
}  # fmt: skip
_PLACES = {
    "tunis": ("TN", "Tunis", "تونس العاصمة", "Тунис", "Tunisi"),
    "rome": ("IT", "Rome", "روما", "Рим", "Roma"),
    "cairo": ("EG", "Cairo", "القاهرة", "Каир", "Le Caire", "Il Cairo", "Kahire"),
    "geneva": ("CH", "Geneva", "جنيف", "Женева", "Genève", "Ginevra", "Cenevre"),
    "sirte": ("LY", "Sirte", "سرت", "Сирт", "Syrte", "Sirte"),
}


def known() -> Known:
    """Return the registry: people, two bodies, five cities, one recorded meeting."""
    parties = {
        slug: KnownParty(slug, "person", names[0], country, names)
        for slug, (country, *rest) in _PEOPLE.items()
        for names in [tuple(rest)]
    }
    parties |= {
        slug: KnownParty(slug, "committee", names[0], country, names)
        for slug, (country, *rest) in _BODIES.items()
        for names in [tuple(rest)]
    }
    places = [
        KnownPlace(slug, "city", country, names[0], names)
        for slug, (country, *rest) in _PLACES.items()
        for names in [tuple(rest)]
    ]
    meeting = KnownMeeting(
        "2021-05-03-berg-omar-tunis",
        date(2021, 5, 3),
        date(2021, 5, 3),
        "Tunis",
        frozenset({"berg", "omar"}),
        "bilateral",
    )
    return Known(parties=parties, places=places, meetings=[meeting])


KNOWN = known()


def meetings_in(text: str, lang: str = "en", day: date = DAY) -> list[dict[str, Any]]:
    """Return the meetings proposed for a passage, as the JSON form has them."""
    found = as_json(extract(text, day, known=KNOWN, lang=lang))
    rows: list[dict[str, Any]] = found["meetings"]
    return rows


def proposals_in(text: str, lang: str = "en", day: date = DAY) -> dict[str, Any]:
    """Return all that is proposed for a passage, as the JSON form has it."""
    return as_json(extract(text, day, known=KNOWN, lang=lang))
