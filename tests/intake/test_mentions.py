"""Who a report names, in which office and for whom: one sentence a rule and language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from django.conf import settings

from intake.extract import pipeline
from intake.extract.known import Known, from_dataset
from intake.extract.plain import Mention, Reading

DAY = date(2020, 2, 19)


@lru_cache(maxsize=1)
def registry() -> Known:
    return from_dataset(settings.BASE_DIR / "data")


def read(text: str, lang: str = "en", day: date = DAY) -> Reading:
    return pipeline.read(text, day, known=registry(), lang=lang)


def parties(text: str, lang: str = "en", day: date = DAY) -> list[str]:
    """Return those who may take part, in order, each once."""
    found = [m.party for m in read(text, lang, day).mentions if m.takes_part]
    return list(dict.fromkeys(found))


def the(slug: str, reading: Reading) -> Mention:
    return next(m for m in reading.mentions if m.party == slug)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Talks with Faiz Saraj ended.", "sarraj"),
        ("Luigi Di Mayo arrived.", "di-maio"),
        ("He met Fayyez Al-Serraj.", "sarraj"),
        ("Abd Alhamid Aldabaiba spoke.", "dbeibah"),
        ("Halifa Hafter spoke.", "haftar"),
        ("Mohamed Younes al-Mnefi spoke.", "menfi"),
        ("Denis Sassou N'Guesso opened the meeting.", "sassou-nguesso"),
    ],
)
def test_a_name_spelt_otherwise_is_linked_and_scored_lower(
    text: str, slug: str
) -> None:
    mention = the(slug, read(text))
    assert 0.6 < mention.score <= 0.98


@pytest.mark.parametrize(
    ("text", "lang", "slug"),
    [
        ("Он принял Мухаммада Ас-Сиялу.", "ru", "siala"),
        ("Переговоры с Халифой Хафтаром завершились.", "ru", "haftar"),
        ("استقبل الوزير عبدالحميد الدبيبه أمس", "ar", "dbeibah"),
        ("والتقى بخليفة حفتر", "ar", "haftar"),
        ("Feyiz El-Sarrac ile görüştü.", "tr", "sarraj"),
    ],
)
def test_a_name_is_linked_in_every_script_and_case(
    text: str, lang: str, slug: str
) -> None:
    assert slug in parties(text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "why"),
    [
        ("He arrived in Egypt.", "en", "place"),
        ("Il est arrivé en Egypte.", "fr", "place"),
        ("Он прибыл в Египет.", "ru", "place"),
        ("وصل إلى القاهرة قادما بمصر", "ar", "place"),
        ("UN-led talks began.", "en", "compound"),
        ("U.N.-backed talks began.", "en", "compound"),
        ("A man backed by the House of Representatives came.", "en", "describing"),
        ("Egypt's capital was calm.", "en", "possessive"),
        ("Libye : une rencontre", "fr", "topic"),
        ("The situation troubled Libya.", "en", "topic"),
        ("The US embassy in Libya said so.", "en", "house"),
    ],
)
def test_what_only_describes_or_lies_somewhere_takes_no_part(
    text: str, lang: str, why: str
) -> None:
    assert why in [mention.aside for mention in read(text, lang).mentions]
    assert parties(text, lang) == []


@pytest.mark.parametrize(
    "text",
    [
        "Representatives of the city of Misrata and the town of Tawergha came.",
        "وصل ممثلو مدينة مصراتة ومدينة تاورغاء",
    ],
)
def test_towns_at_a_table_are_their_councils(text: str) -> None:
    lang = "en" if text.isascii() else "ar"
    assert parties(text, lang) == ["misrata-council", "tawergha-council"]


def test_two_states_side_by_side_are_parties() -> None:
    assert parties("Libya and Turkey signed a text.") == ["state-ly", "state-tr"]


@pytest.mark.parametrize(
    ("text", "lang", "slug"),
    [
        ("Tunisian President Mohamed Esebsi came.", "en", "mohamed-esebsi"),
        ("Prime Minister Faez Sarrag came.", "en", "sarraj"),
        ("Russian Defence Minister Sergej Sojgu came.", "en", "shoigu"),
        ("Savunma Bakanı Hulusi Aker geldi.", "tr", "akar"),
    ],
)
def test_a_title_decides_whom_a_misprinted_name_means(
    text: str, lang: str, slug: str
) -> None:
    assert parties(text, lang) == [slug]


def test_the_bearer_of_a_like_name_long_out_of_sight_is_not_meant() -> None:
    text = "Libyan ambassador Mohammed Magravi spoke."
    assert parties(text, "en", date(2013, 1, 1)) == ["magariaf"]
    assert parties(text, "en", date(2022, 1, 1)) == ["mohammed-magravi"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The US Assistant Secretary of State for Near Eastern Affairs, Ann Bell, came.",
         "en"),
        ("le ministre du commerce extérieur Ann Bell est venu", "fr"),
        ("заместитель министра экономики и торговли Ann Bell", "ru"),
    ],
)  # fmt: skip
def test_a_title_reaches_over_its_portfolio(text: str, lang: str) -> None:
    (mention,) = [m for m in read(text, lang).mentions if m.party == "ann-bell"]
    assert mention.offices


@pytest.mark.parametrize(
    ("text", "lang", "slug"),
    [
        ("Luigi Di Maio came. The Italian minister left.", "en", "di-maio"),
        ("Richard Norland came. The US ambassador left.", "en", "norland"),
        ("Abdoulaye Bathily came. The Senegalese diplomat left.", "en", "bathily"),
        ("Giuseppe Conte è venuto. Il presidente italiano ha parlato.", "it", "conte"),
        ("وصل لويجي دي مايو. ثم غادر الوزير الإيطالي", "ar", "di-maio"),
    ],
)
def test_an_unnamed_official_is_the_one_whom_the_report_named(
    text: str, lang: str, slug: str
) -> None:
    assert [m.party for m in read(text, lang).mentions if m.takes_part][-1] == slug


def test_a_title_of_one_state_alone_needs_no_state_beside_it() -> None:
    assert parties("The Foreign Secretary arrived.") == ["raab"]


def test_another_given_name_is_another_person() -> None:
    found = parties("Police questioned Ali Dbeibah in Misrata.")
    assert "dbeibah" not in found
    assert "ibrahim-dbeibah" not in found


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Saddam Haftar arrived. Haftar then left.", "saddam-haftar"),
        ("Haftar left Benghazi.", "haftar"),
        ("Stephanie Williams spoke, and Williams left.", "stephanie-williams"),
    ],
)
def test_a_surname_is_the_person_named_before_or_the_best_known(
    text: str, slug: str
) -> None:
    assert read(text).mentions[-1].party == slug


def test_a_surname_that_is_a_common_word_stays_unlinked() -> None:
    assert parties("In May the hunt for peace went on.") == []


def test_a_common_arabic_word_is_no_surname() -> None:
    assert parties("أكد على انسحاب كامل وسلامة الأراضي", "ar") == []


@pytest.mark.parametrize(
    ("text", "lang", "day", "slug"),
    [
        ("The Russian defence minister met him.", "en", DAY, "shoigu"),
        ("The Russian defence minister met him.", "en", date(2025, 1, 5), "belousov"),
        ("The UN envoy flew to Tripoli.", "en", date(2018, 5, 1), "salame"),
        ("The UN envoy flew to Tripoli.", "en", date(2023, 5, 1), "bathily"),
        ("The head of the Presidential Council spoke.", "en", DAY, "sarraj"),
        ("The head of the Presidential Council spoke.", "en", date(2022, 3, 1),
         "menfi"),
        ("وصل المبعوث الأممي إلى طرابلس", "ar", date(2018, 5, 1), "salame"),
        ("Министр обороны России провел переговоры.", "ru", DAY, "shoigu"),
        ("Le ministre français des Affaires étrangères est arrivé.", "fr", DAY,
         "le-drian"),
    ],
)  # fmt: skip
def test_an_office_is_its_holder_of_the_day(
    text: str, lang: str, day: date, slug: str
) -> None:
    mention = the(slug, read(text, lang, day))
    assert mention.rule == "office-by-date"


def test_an_office_is_first_of_all_the_person_whom_the_report_gives_it() -> None:
    reading = read("Foreign Secretary Ann Bell arrived. The Foreign Secretary spoke.")
    assert [m.party for m in reading.mentions] == ["ann-bell", "ann-bell"]


def test_a_counterpart_holds_the_same_office_elsewhere() -> None:
    text = "Italian Foreign Minister Luigi Di Maio phoned his Turkish counterpart."
    assert parties(text) == ["di-maio", "cavusoglu"]


@pytest.mark.parametrize(
    "text",
    [
        "He served as foreign minister of Turkey.",
        "A former president of Turkey spoke.",
        "The leader of Operation Dignity spoke.",
    ],
)
def test_an_office_that_nobody_present_holds_is_nobody(text: str) -> None:
    assert all(not m.rule.startswith("office") for m in read(text).mentions)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("The foreign ministers of Egypt, Tunisia and Algeria met.", "en",
         ["state-eg", "state-tn", "state-dz"]),
        ("Russian military officials arrived.", "en", ["state-ru"]),
        ("Delegations from Turkey and Qatar came.", "en", ["state-tr", "state-qa"]),
        ("Les présidents turc et russe sont venus.", "fr", ["state-tr", "state-ru"]),
        ("Turkey's deputy defence minister arrived.", "en", ["state-tr"]),
        ("Представители Турции прибыли.", "ru", ["state-tr"]),
        ("وصل وفد من مصر", "ar", ["state-eg"]),
    ],
)  # fmt: skip
def test_ministers_officials_and_delegations_stand_for_their_state(
    text: str, lang: str, expected: list[str]
) -> None:
    assert parties(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang", "slug", "bodies", "office"),
    [
        ("GNA Interior Minister Fathi Bashagha spoke.", "en", "bashagha", ["gna"],
         "interior_minister"),
        ("William Hague, the British foreign minister, spoke.", "en", "hague",
         ["state-gb"], "foreign_minister"),
        ("Libya’s UN-backed Prime Minister Fayez al-Sarraj spoke.", "en", "sarraj",
         ["un"], "head_of_government"),
        ("глава МИД Турции Мевлют Чавушоглу", "ru", "cavusoglu", ["state-tr"],
         "foreign_minister"),
        ("رئيس المجلس الرئاسي فائز السراج", "ar", "sarraj", ["presidential-council"],
         "head_of_state"),
        ("il ministro degli Esteri italiano Luigi Di Maio", "it", "di-maio",
         ["state-it"], "foreign_minister"),
        ("la ministre française des Armées, Florence Parly, a dit", "fr", "parly",
         ["state-fr"], "defence_minister"),
        ("Türkiye Dışişleri Bakanı Mevlüt Çavuşoğlu geldi", "tr", "cavusoglu",
         ["state-tr"], "foreign_minister"),
    ],
)  # fmt: skip
def test_a_title_says_the_office_and_for_whom(
    text: str, lang: str, slug: str, bodies: list[str], office: str
) -> None:
    reading = read(text, lang)
    mention = the(slug, reading)
    assert mention.bodies == bodies
    assert office in mention.offices
    assert [m.party for m in reading.mentions if m.takes_part] == [slug]


def test_without_a_title_a_person_speaks_for_the_office_of_the_day() -> None:
    assert the("lavrov", read("Sergey Lavrov spoke.")).bodies == ["mfa-ru"]


@pytest.mark.parametrize(
    ("text", "day", "slug"),
    [
        ("The unity government agreed.", DAY, "gna"),
        ("The unity government agreed.", date(2023, 1, 1), "gnu"),
        ("The Tobruk-based parliament agreed.", DAY, "hor"),
    ],
)
def test_a_body_by_its_by_name_is_the_one_that_existed(
    text: str, day: date, slug: str
) -> None:
    assert parties(text, "en", day) == [slug]


@pytest.mark.parametrize(
    ("text", "lang", "slug"),
    [
        ("The French presidency said so.", "en", "presidency-fr"),
        ("Moscow’s Defence Ministry said so.", "en", "mod-ru"),
        ("Об этом сообщили в МИД РФ.", "ru", "mfa-ru"),
        ("وقالت الرئاسة المصرية في بيان", "ar", "presidency-eg"),
        ("Le ministère turc de la Défense a répondu.", "fr", "mod-tr"),
    ],
)
def test_a_ministry_is_known_by_its_state(text: str, lang: str, slug: str) -> None:
    assert slug in [mention.party for mention in read(text, lang).mentions]


@pytest.mark.parametrize(
    ("text", "lang", "slug", "spelling"),
    [
        ("UN spokeswoman Anna Rossi said so.", "en", "anna-rossi", "Anna Rossi"),
        ("Посол Италии Марио Беллини прибыл.", "ru", "mario-bellini",
         "Mario Bellini"),
        ("قال المتحدث محمد البكوش أمس", "ar", "mohamed-al-bakush",
         "Mohamed al-Bakush"),
        ("H.E. Omar Lindqvist took part.", "en", "omar-lindqvist", "Omar Lindqvist"),
    ],
)  # fmt: skip
def test_an_unknown_person_is_proposed_in_latin_letters(
    text: str, lang: str, slug: str, spelling: str
) -> None:
    reading = read(text, lang)
    (new,) = reading.new_parties
    assert (new.slug, new.latin, new.kind) == (slug, spelling, "person")
    assert reading.text[slice(*new.spans[0])] == new.name
    assert slug in [m.party for m in reading.mentions]


def test_an_unknown_body_is_proposed() -> None:
    reading = read("Talks with the Nalut Shura Council went on.")
    (new,) = reading.new_parties
    assert (new.slug, new.kind) == ("nalut-shura-council", "political_body")


def test_a_misspelling_of_the_report_comes_back_as_the_same_person() -> None:
    found = parties("Принят Файез Ас-Сарадж. С Сараджем говорили.", "ru")
    assert found == ["sarraj"]


def test_the_state_behind_a_name_is_whose_the_person_is() -> None:
    text = "Jacob Zuma of South Africa and Mahamadou Issoufou of Niger came."
    assert parties(text) == ["zuma", "issoufou"]


def test_a_surname_of_several_is_the_one_who_bore_its_title_before() -> None:
    text = "Field Marshal Khalifa Haftar and his son Khaled Haftar came. {}"
    reading = read(text.format("Field Marshal Haftar left."))
    assert reading.mentions[-1].party == "haftar"


def test_a_newcomer_named_again_is_the_same() -> None:
    reading = read("Envoy Anna Rossi spoke. Later Rossi left.")
    assert [m.party for m in reading.mentions] == ["anna-rossi", "anna-rossi"]


@pytest.mark.parametrize(
    "text", ["", "«»“” ,,", "THE UN AND THE GNA", "A" * 3000, "a. " * 2000]
)
def test_any_text_has_only_spans_of_its_own(text: str) -> None:
    reading = read(text)
    for mention in reading.mentions:
        start, end = reading.span(mention.first, mention.last)
        assert 0 <= start < end <= len(text)
