"""Places count where something puts the event there; a name alone does not."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from intake.extract import pipeline
from intake.extract.known import Known, from_dataset
from intake.extract.plain import Where


@pytest.fixture(scope="module")
def known() -> Known:
    return from_dataset(settings.BASE_DIR / "data")


def wheres(known: Known, lang: str, text: str) -> list[Where]:
    reading = pipeline.read(text, date(2020, 2, 19), known=known, lang=lang)
    return [where for where in reading.wheres if where.locative]


COUNT = [
    ("en", "They met in Cairo.", "Cairo"),
    ("en", "They met in the Egyptian capital, Cairo.", "Cairo"),
    ("en", "They met in the Egyptian capital.", "Cairo"),
    ("en", "They met in the southwestern town of Ghadames.", "Ghadames"),
    ("en", "They met at Villa Madama.", "Rome"),
    ("en", "They met at the Palais des Nations.", "Geneva"),
    ("en", "The Berlin conference ended.", "Berlin"),
    ("en", "The Geneva peace talks ended.", "Geneva"),
    ("en", "He arrived yesterday in Tobruk.", "Tobruk"),
    ("en", "He is travelling to Tripoli.", "Tripoli"),
    ("en", "She visited Moscow.", "Moscow"),
    ("en", "They met at Tripoli's Mitiga airport.", "Tripoli"),
    ("ar", "التقى الوزيران في القاهرة.", "Cairo"),
    ("ar", "التقى الوزيران بالقاهرة.", "Cairo"),
    ("ar", "التقى الوزيران بمدينة سرت.", "Sirte"),
    ("ar", "التقى الوزيران ببنغازي.", "Benghazi"),
    ("ar", "التقى الوزيران في برلين.", "Berlin"),
    ("ar", "التقى الوزيران بالعاصمة المصرية القاهرة.", "Cairo"),
    ("ar", "التقى الوزيران في العاصمة الليبية.", "Tripoli"),
    ("ar", "اختتم مؤتمر برلين أعماله.", "Berlin"),
    ("ar", "وصل الوزير إلى طرابلس.", "Tripoli"),
    ("ru", "Министры встретились в Москве.", "Moscow"),
    ("ru", "Министры встретились в Каире.", "Cairo"),
    ("ru", "Министры встретились в Женеве.", "Geneva"),
    ("ru", "Министры встретились в Триполи.", "Tripoli"),
    ("ru", "Министры встретились в египетской столице.", "Cairo"),
    ("ru", "Министры встретились в городе Сирт.", "Sirte"),
    ("ru", "Берлинская конференция завершилась.", "Berlin"),
    ("ru", "Министр прибыл в Анкару.", "Ankara"),
    ("fr", "Ils se sont rencontrés à Paris.", "Paris"),
    ("fr", "Ils se sont rencontrés au Caire.", "Cairo"),
    ("fr", "Ils se sont rencontrés dans la capitale tunisienne.", "Tunis"),
    ("fr", "Ils se sont rencontrés dans la ville de Syrte.", "Sirte"),
    ("fr", "La conférence de Berlin s’est achevée.", "Berlin"),
    ("fr", "Ils se sont rencontrés au palais de l’Élysée.", "Paris"),
    ("it", "Si sono incontrati a Roma.", "Rome"),
    ("it", "Si sono incontrati al Cairo.", "Cairo"),
    ("it", "La conferenza di Palermo è finita.", "Palermo"),
    ("it", "Si sono recati a Palazzo Chigi.", "Rome"),
    ("tr", "Bakanlar Ankara'da görüştü.", "Ankara"),
    ("tr", "Bakanlar Trablus’ta bir araya geldi.", "Tripoli"),
    ("tr", "Berlin Konferansı sona erdi.", "Berlin"),
    ("tr", "Bakan Ankara'yı ziyaret etti.", "Ankara"),
    ("en", "They met at the UN headquarters in Geneva.", "Geneva"),
    ("en", "Geneva hosts talks.", "Geneva"),
    ("ar", "شهدت العاصمة المصرية القاهرة محادثات.", "Cairo"),
    ("ar", "احتضنت مدينة جنيف المحادثات.", "Geneva"),
    ("fr", "Genève accueillera les pourparlers.", "Geneva"),
    ("ar", "يتوجه الوزير، اليوم، إلى العاصمة الجزائرية.", "Algiers"),
    ("ar", "وصل رئيس المجلس، محمد المنفي، اليوم إلى طبرق.", "Tobruk"),
    ("fr", "Il a été reçu à l’Élysée.", "Paris"),
    ("it", "È stato ricevuto alla Farnesina.", "Rome"),
]


@pytest.mark.parametrize(("lang", "text", "city"), COUNT)
def test_a_place_counts_under_a_locative(
    known: Known, lang: str, text: str, city: str
) -> None:
    assert [where.city for where in wheres(known, lang, text)] == [city]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Moscow supports the talks."),
        ("en", "Moscow's position has not changed."),
        ("en", "He leads the Tripoli-based government."),
        ("en", "Sources in the Tripoli government spoke."),
        ("en", "The parliament, based in Tobruk, spoke."),
        ("en", "The march on Tripoli goes on."),
        ("en", "The ambassador to Tripoli spoke."),
        ("en", "He spoke on the situation in Libya."),
        ("en", "TRIPOLI, Feb 19 (Agency) - Ministers spoke."),
        ("en", "South of Sirte there is fighting."),
        ("ar", "أكدت القاهرة موقفها."),
        ("ar", "وأكدت وصول الوفد."),
        ("ar", "وقالت موسكو إن الحل سياسي."),
        ("ar", "تحدث عن الوضع في ليبيا."),
        ("ru", "Москва поддерживает переговоры."),
        ("ru", "Отношения между Москвой и Анкарой хороши."),
        ("ru", "МОСКВА, 19 фев — РИА Новости. Министр выступил."),
        ("fr", "Paris soutient le processus."),
        ("fr", "Le parlement basé à Tobrouk a parlé."),
        ("it", "Combattimenti a sud di Tripoli."),
        ("tr", "Ankara süreci destekliyor."),
        ("en", "He met the ambassador in Moscow."),
        ("en", "They met, but not in Cairo."),
        ("ar", "وليس في القاهرة كما قيل."),
        ("it", "Incontro con l’ambasciatore egiziano a Mosca."),
        ("ar", "التقى القائم بأعمال السفارة الليبية في موسكو."),
    ],
)
def test_a_name_without_locative_is_no_place(
    known: Known, lang: str, text: str
) -> None:
    assert [where.city for where in wheres(known, lang, text)] == []


@pytest.mark.parametrize(
    ("lang", "text", "cities"),
    [
        ("en", "They met in Geneva and Montreux.", ["Geneva", "Montreux"]),
        ("ar", "التقيا في جنيف ومونترو.", ["Geneva", "Montreux"]),
        ("ru", "Они встретились в Женеве и Монтрё.", ["Geneva", "Montreux"]),
        ("fr", "Reçu à Tunis lundi. Il y a rencontré le maire.", ["Tunis", "Tunis"]),
        ("en", "He was in Rabat. He held talks there.", ["Rabat", "Rabat"]),
        ("en", "Rome is quiet. They met in the capital.", ["Rome"]),
        ("en", "He went to Paris, where he met the mayor.", ["Paris", "Paris"]),
        ("fr", "Il s’est rendu à Paris, où il a vu le maire.", ["Paris", "Paris"]),
        ("fr", "Il s’est rendu à Paris ou à Rome.", ["Paris", "Rome"]),
    ],
)
def test_and_there_and_the_capital_point_to_a_place_named_before(
    known: Known, lang: str, text: str, cities: list[str]
) -> None:
    assert [where.city for where in wheres(known, lang, text)] == cities


@pytest.mark.parametrize(
    ("lang", "text", "country"),
    [
        ("en", "The ministers met in Egypt.", "EG"),
        ("en", "Officials arrived in Libya.", "LY"),
        ("ru", "Министры прибыли в Ливию.", "LY"),
        ("fr", "Il s’est rendu en Algérie.", "DZ"),
        ("en", "The ministers met on Monday in Egypt.", "EG"),
        ("ar", "عقد الاجتماع السبت الماضي في المغرب.", "MA"),
    ],
)
def test_a_country_counts_under_a_verb_of_meeting_or_going(
    known: Known, lang: str, text: str, country: str
) -> None:
    assert [(w.city, w.country) for w in wheres(known, lang, text)] == [(None, country)]


def test_a_country_only_completes_its_city(known: Known) -> None:
    (where,) = wheres(known, "en", "They met in Doha, Qatar.")
    assert (where.city, where.country) == ("Doha", "QA")


def test_every_place_stands_where_it_says(known: Known) -> None:
    for lang, text, _ in COUNT:
        reading = pipeline.read(text, date(2020, 2, 19), known=known, lang=lang)
        for where in reading.wheres:
            assert 0 <= where.first < where.last <= len(reading.words)
            assert where.rule.startswith("place-")


@pytest.mark.parametrize(
    ("lang", "text", "city"),
    [
        ("en", "They met at the Russian Foreign Ministry.", "Moscow"),
        ("ar", "التقيا في وزارة الخارجية المصرية.", "Cairo"),
    ],
)
def test_a_bodys_seat_only_implies_its_town(
    known: Known, lang: str, text: str, city: str
) -> None:
    reading = pipeline.read(text, date(2020, 2, 19), known=known, lang=lang)
    found = [where for where in reading.wheres if where.rule == "place-implied"]
    assert [where.city for where in found] == [city]
    assert wheres(known, lang, text) == []


def test_an_implied_town_is_told_apart_from_a_place(known: Known) -> None:
    text = "Lavrov met Siala at the Russian Foreign Ministry on Monday."
    proposals = pipeline.extract(text, date(2020, 2, 19), known=known, lang="en")
    (row,) = pipeline.as_json(proposals)["meetings"]
    assert row["place"] == {"city": None, "country": None}
    assert row["place_implied"] == {"city": "Moscow", "country": "RU"}
    assert row["evidence"]["place_implied"]["confidence"] < 0.5


def test_places_without_end_are_read_in_one_pass(known: Known) -> None:
    text = "Cairo. The capital was there. In the city of the capital, in the " * 1000
    assert len(wheres(known, "en", text)) <= 4000
