"""Dates in six languages, resolved against Wednesday 19 February 2020."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intake.extract.dates import DateReader, backward, edtf, forward
from intake.extract.lexicons import LANGUAGES, lexicon
from intake.extract.plain import When
from intake.extract.words import tokens

PUBLISHED = date(2020, 2, 19)

CASES = {
    "en": [
        ("They met on the 3rd of December.", "2019-12-03"),
        ("They met on 14, 15 and 16 January.", "2020-01-14/2020-01-16"),
        ("They met from 28 January to 3 February.", "2020-01-28/2020-02-03"),
        ("They met on 30 December 2019 – 2 January 2020.", "2019-12-30/2020-01-02"),
        ("They met on Jan. 14.", "2020-01-14"),
        ("They met on January 4-7.", "2020-01-04/2020-01-07"),
        ("They met in late January.", "2020-01"),
        ("They met in mid-January.", "2020-01"),
        ("They met in March.", "2019-03"),
        ("They met in February last year.", "2019-02"),
        ("They met last February.", "2019-02"),
        ("They met last Tuesday.", "2020-02-11"),
        ("They met last Friday.", "2020-02-14"),
        ("They met on Thursday and Friday.", "2020-02-13/2020-02-14"),
        ("They met the day before yesterday.", "2020-02-17"),
        ("They met three days ago.", "2020-02-16"),
        ("They met a week ago.", "2020-02-12"),
        ("They met last weekend.", "2020-02-15/2020-02-16"),
        ("They met last month.", "2020-01"),
        ("They met yesterday (Tuesday).", "2020-02-18"),
        ("They met today (Tuesday).", "2020-02-18"),
        ("They meet tomorrow, Thursday.", "2020-02-20"),
        ("They met yesterday, on Tuesday.", "2020-02-18"),
        ("They met on 2/18/2020.", "2020-02-18"),
        ("They met on Tuesday evening.", "2020-02-18"),
        ("It was postponed to Monday.", "2020-02-24"),
        ("It was due in four days’ time.", "2020-02-23"),
        ("It lasts from Monday to Friday.", "2020-02-17/2020-02-21"),
    ],
    "ar": [
        ("التقى الوزيران يوم 18 فبراير 2020.", "2020-02-18"),
        ("التقى الوزيران في ١٨ شباط/فبراير ٢٠٢٠.", "2020-02-18"),
        ("التقى الوزيران في 3 كانون الثاني.", "2020-01-03"),
        ("التقى الوزيران يومي 24 و25 أغسطس الماضي.", "2019-08-24/2019-08-25"),
        ("التقى الوزيران في 11 جانفي.", "2020-01-11"),
        ("التقى الوزيران في 9 غشت 2019.", "2019-08-09"),
        ("التقى الوزيران في الخامس عشر من يناير.", "2020-01-15"),
        ("التقى الوزيران في الحادي والعشرين من يناير.", "2020-01-21"),
        ("التقى الوزيران في الفاتح من يناير.", "2020-01-01"),
        ("التقى الوزيران من 4 إلى 7 فبراير.", "2020-02-04/2020-02-07"),
        ("التقى الوزيران أمس الثلاثاء.", "2020-02-18"),
        ("التقى الوزيران اليوم الأربعاء.", "2020-02-19"),
        ("التقى الوزيران مساء يوم الاثنين.", "2020-02-17"),
        ("التقى الوزيران أول أمس.", "2020-02-17"),
        ("التقى الوزيران أمس الأول.", "2020-02-17"),
        ("التقى الوزيران الأحد الماضي.", "2020-02-16"),
        ("يلتقي الوزيران الخميس المقبل.", "2020-02-20"),
        ("تجتمع اللجنة يومي الخميس والجمعة المقبلين.", "2020-02-20/2020-02-21"),
        ("التقى الوزيران قبل يومين.", "2020-02-17"),
        ("التقى الوزيران قبل ثلاثة أيام.", "2020-02-16"),
        ("التقى الوزيران الأسبوع الماضي.", "2020-02-10/2020-02-16"),
        ("التقى الوزيران في يناير 2019.", "2019-01"),
        ("التقى الوزيران في سبتمبر الماضي.", "2019-09"),
        ("التقى الوزيران في أواخر يناير.", "2020-01"),
        ("التقى الوزيران في فبراير من العام الماضي.", "2019-02"),
        ("التقى الوزيران في 11 من الشهر الجاري.", "2020-02-11"),
        ("التقى الوزيران يوم 11 الجاري.", "2020-02-11"),
        ("التقى الوزيران الثلاثاء 18 فبراير.", "2020-02-18"),
        ("التقى الوزيران الشهر الماضي.", "2020-01"),
        ("يعقد الاجتماع يوم غد الخميس.", "2020-02-20"),
        ("تأجل الاجتماع إلى الاثنين.", "2020-02-24"),
        (
            "التقيا يومي الثلاثين والحادي والثلاثين من يناير.",
            "2020-01-30/2020-01-31",
        ),
        ("التقى الوزيران يومي 4-5 فبراير الجاري.", "2020-02-04/2020-02-05"),
        ("يلتقي الوزيران الخميس المقبل، الموافق 20 فبراير.", "2020-02-20"),
    ],
    "ru": [
        ("Министры встретились 18 февраля 2020 года.", "2020-02-18"),
        ("Министры встретились 18-го февраля.", "2020-02-18"),
        ("Министры встретились с 4 по 7 февраля.", "2020-02-04/2020-02-07"),
        ("Министры встретились 4–7 февраля.", "2020-02-04/2020-02-07"),
        ("Министры встретились 4 и 5 февраля.", "2020-02-04/2020-02-05"),
        ("Министры встретились во вторник, 18 февраля.", "2020-02-18"),
        ("Министры встретились в понедельник.", "2020-02-17"),
        ("Министры встретились в среду.", "2020-02-19"),
        ("Министры встретятся в следующий понедельник.", "2020-02-24"),
        ("Министры встретились в минувшее воскресенье.", "2020-02-16"),
        ("Министры встретились вчера.", "2020-02-18"),
        ("Министры встретились позавчера.", "2020-02-17"),
        ("Министры встретились на прошлой неделе.", "2020-02-10/2020-02-16"),
        ("Министры встретились в январе 2019 года.", "2019-01"),
        ("Министры встретились в сентябре прошлого года.", "2019-09"),
        ("Министры встретились в конце января.", "2020-01"),
        ("Министры встретились в мае.", "2019-05"),
        ("Министры встретились три дня назад.", "2020-02-16"),
        ("Министры встретились неделю назад.", "2020-02-12"),
        ("Министры встретились 11 числа этого месяца.", "2020-02-11"),
        ("Министры встретились двадцать первого января.", "2020-01-21"),
        ("Министры встретились 18.02.2020.", "2020-02-18"),
        ("Министры встретились в прошлом месяце.", "2020-01"),
        ("Встреча перенесена на понедельник.", "2020-02-24"),
        ("Встреча пройдет через четыре дня.", "2020-02-23"),
    ],
    "fr": [
        ("Ils se sont rencontrés le 18 février 2020.", "2020-02-18"),
        ("Ils se sont rencontrés le 1er février.", "2020-02-01"),
        ("Ils se sont rencontrés le 2 septembre dernier.", "2019-09-02"),
        ("Ils se sont rencontrés du 4 au 7 février.", "2020-02-04/2020-02-07"),
        ("Ils se sont rencontrés les 4 et 5 février.", "2020-02-04/2020-02-05"),
        (
            "Ils se sont rencontrés du 28 janvier au 3 février.",
            "2020-01-28/2020-02-03",
        ),
        ("Ils se sont rencontrés mardi 18 février.", "2020-02-18"),
        ("Ils se sont rencontrés lundi.", "2020-02-17"),
        ("Ils se sont rencontrés mardi matin.", "2020-02-18"),
        ("Ils se sont rencontrés dimanche dernier.", "2020-02-16"),
        ("Ils se rencontreront lundi prochain.", "2020-02-24"),
        ("Ils se sont rencontrés hier soir.", "2020-02-18"),
        ("Ils se sont rencontrés avant-hier.", "2020-02-17"),
        ("Ils se rencontrent aujourd’hui.", "2020-02-19"),
        ("Ils se sont rencontrés il y a trois jours.", "2020-02-16"),
        ("Ils se sont rencontrés la semaine dernière.", "2020-02-10/2020-02-16"),
        ("Ils se sont rencontrés en septembre dernier.", "2019-09"),
        ("Ils se sont rencontrés en juillet 2017.", "2017-07"),
        ("Ils se sont rencontrés fin janvier.", "2020-01"),
        ("Ils se sont rencontrés en mars de l’année dernière.", "2019-03"),
        ("Ils se sont rencontrés le mois dernier.", "2020-01"),
        ("Ils se sont rencontrés le 11 du mois courant.", "2020-02-11"),
        ("La réunion a été reportée à lundi.", "2020-02-24"),
        ("La réunion aura lieu dans quatre jours.", "2020-02-23"),
    ],
    "it": [
        ("Si sono incontrati il 18 febbraio 2020.", "2020-02-18"),
        ("Si sono incontrati dal 4 al 7 febbraio.", "2020-02-04/2020-02-07"),
        ("Si sono incontrati martedì 18 febbraio.", "2020-02-18"),
        ("Si sono incontrati lunedì.", "2020-02-17"),
        ("Si sono incontrati domenica scorsa.", "2020-02-16"),
        ("Si sono incontrati ieri.", "2020-02-18"),
        ("Si sono incontrati tre giorni fa.", "2020-02-16"),
        ("Si sono incontrati la scorsa settimana.", "2020-02-10/2020-02-16"),
        ("Si sono incontrati nel gennaio 2019.", "2019-01"),
        ("Si sono incontrati nel settembre scorso.", "2019-09"),
        ("Si sono incontrati a fine gennaio.", "2020-01"),
        ("Si incontreranno lunedì prossimo.", "2020-02-24"),
        ("L’incontro è stato rinviato a lunedì.", "2020-02-24"),
        ("In mattinata si sono incontrati.", "2020-02-19"),
    ],
    "tr": [
        ("Bakanlar 18 Şubat 2020'de görüştü.", "2020-02-18"),
        ("Bakanlar 4-7 Şubat'ta görüştü.", "2020-02-04/2020-02-07"),
        ("Bakanlar 18 Şubat Salı günü görüştü.", "2020-02-18"),
        ("Bakanlar Pazartesi günü görüştü.", "2020-02-17"),
        ("Bakanlar geçen Pazar görüştü.", "2020-02-16"),
        ("Bakanlar dün görüştü.", "2020-02-18"),
        ("Bakanlar pazartesi günü görüştü.", "2020-02-17"),
        ("Bakanlar üç gün önce görüştü.", "2020-02-16"),
        ("Bakanlar geçen hafta görüştü.", "2020-02-10/2020-02-16"),
        ("Bakanlar geçen Eylül görüştü.", "2019-09"),
        ("Bakanlar Ocak 2019'da görüştü.", "2019-01"),
        ("Bakanlar Ocak sonunda görüştü.", "2020-01"),
        ("Bakanlar gelecek Pazartesi görüşecek.", "2020-02-24"),
    ],
}

NONE = {
    "en": [
        "They meet tomorrow or Sunday.",
        "The president may sit.",
        "He marched on.",
        "The Sunni and the Sat phone.",
    ],
    "ar": [
        "قال أحد الوزراء إن الخمسة حضروا.",
        "اجتمع الاثنان في يوم مشمس.",
        "بحث أولى القضايا.",
    ],
    "ru": ["В дружеской среде.", "СБ ООН и ВС страны.", "Он принял пять делегаций."],
    "fr": [
        "Ce sera lundi ou mardi.",
        "Sept ministres ont parlé.",
        "Il y a des raisons.",
        "Le premier ministre.",
    ],
    "it": ["Il primo ministro.", "Tre set di gioco."],
    "tr": ["Bu ayın adı yok.", "Beş bakan geldi.", "Balık pazarı ve pazar yeri."],
}


def whens(lang: str, text: str, published: date = PUBLISHED) -> list[When]:
    return DateReader(lexicon(lang)).find(tokens(text), published)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [(lang, *case) for lang, cases in CASES.items() for case in cases],
)
def test_a_date_is_read_in_its_language(lang: str, text: str, expected: str) -> None:
    assert [edtf(when) for when in whens(lang, text)] == [expected]


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in NONE.items() for text in texts]
)
def test_words_that_look_like_a_date_are_none(lang: str, text: str) -> None:
    assert [edtf(when) for when in whens(lang, text)] == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "They met on 3 February. The next day they met again.", "2020-02-04"),
        ("en", "They met on 3 February. On the same day they parted.", "2020-02-03"),
        (
            "en",
            "On 3 February they met as on 9 May. The next day he left.",
            "2020-02-04",
        ),
        ("en", "Seen on 3 February, he left the following morning.", "2020-02-04"),
        ("ar", "التقيا في 3 فبراير. وفي اليوم التالي عادا.", "2020-02-04"),
        ("ru", "Встреча прошла 3 февраля. На следующий день они уехали.", "2020-02-04"),
        ("fr", "Reçu le 3 février, il est reparti le lendemain.", "2020-02-04"),
        ("fr", "Vu le 3 février et le 11 du même mois.", "2020-02-11"),
        ("fr", "Vu aujourd’hui. Vu le 26 octobre et le 31 du même mois.", "2019-10-31"),
        (
            "en",
            "Told today. On 3 February they met. The next day he left.",
            "2020-02-04",
        ),
        ("it", "Visto il 3 febbraio, è ripartito il giorno dopo.", "2020-02-04"),
        ("tr", "3 Şubat'ta geldi, ertesi gün gitti.", "2020-02-04"),
    ],
)
def test_a_day_counts_from_the_one_named_before(
    lang: str, text: str, expected: str
) -> None:
    assert edtf(whens(lang, text)[-1]) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_later_publication_moves_every_relative_date_by_as_much(lang: str) -> None:
    week = timedelta(days=7)
    moved = 0
    for text, _ in CASES[lang]:
        before, after = whens(lang, text), whens(lang, text, PUBLISHED + week)
        assert len(before) == len(after)
        for old, new in zip(before, after, strict=True):
            if old.basis != "relative" or old.precision == "month":
                continue
            assert (new.start - old.start, new.end - old.end) == (week, week)
            moved += 1
    assert moved > 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_date_stands_where_it_says(lang: str) -> None:
    for text, _ in CASES[lang]:
        words = tokens(text)
        for when in DateReader(lexicon(lang)).find(words, PUBLISHED):
            assert 0 <= when.first < when.last <= len(words)
            assert when.start <= when.end
            assert when.rule


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "They will meet on 20 May.", "2020-05-20"),
        ("en", "They will meet in June.", "2020-06"),
        ("fr", "Ils se réuniront le 20 mai.", "2020-05-20"),
        ("ar", "سيجتمعان في 20 مايو.", "2020-05-20"),
        ("ru", "Они встретятся 20 мая.", "2020-05-20"),
        ("ru", "Они встретятся в понедельник.", "2020-02-24"),
        ("en", "They met on 20 May 2018.", "2018-05-20"),
    ],
)
def test_a_date_under_the_future_lies_ahead(
    lang: str, text: str, expected: str
) -> None:
    (when,) = whens(lang, text)
    assert edtf(forward(when, PUBLISHED)) == expected


def test_weekdays_of_two_sentences_are_two_days() -> None:
    found = whens("en", "So it was said on Tuesday. Monday’s meeting was the first.")
    assert [edtf(when) for when in found] == ["2020-02-18", "2020-02-17"]


def test_a_day_just_passed_stays_under_the_future() -> None:
    (when,) = whens("en", "It was due on 17 February.")
    assert edtf(forward(when, PUBLISHED)) == "2020-02-17"


def test_a_date_under_the_past_does_not_lie_ahead() -> None:
    (when,) = whens("en", "They met on 10 March.")
    assert edtf(when) == "2020-03-10"
    assert edtf(backward(when, PUBLISHED)) == "2019-03-10"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They met on Monday, 18 February."),
        ("ar", "التقيا الاثنين 18 فبراير."),
        ("ru", "Встреча прошла в понедельник, 18 февраля."),
        ("fr", "Ils se sont vus lundi 18 février."),
        ("it", "Si sono visti lunedì 18 febbraio."),
        ("tr", "18 Şubat Pazartesi günü görüştüler."),
        ("en", "They met yesterday (Monday)."),
    ],
)
def test_a_weekday_that_disagrees_with_its_day_is_flagged(lang: str, text: str) -> None:
    (when,) = whens(lang, text)
    assert when.flag == "weekday and date disagree"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_digits_without_end_are_read_in_one_pass(lang: str) -> None:
    assert whens(lang, "1 و2 - , " * 3000) == []
