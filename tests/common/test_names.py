"""One name in many spellings and scripts."""

from __future__ import annotations

import collections
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from common.names import fold, skeleton

DATA = Path(__file__).resolve().parents[2] / "data"

SPELLINGS = [
    "Haftar|Hifter|Hafter|Heftar|حفتر|Хафтар",
    "Faiz Saraj|Fayez al-Sarraj|فايز السراج|فائز السراج|Файез Саррадж|Fayez Serraj",
    "Fayez al-Sarraj|Fayiz as-Sarradsch|Feyiz es-Serrac",
    "Luigi Di Mayo|Luigi Di Maio|لويجي دي مايو|Луиджи Ди Майо",
    "Dbeibah|Dabaiba|Dbeibeh|Дбейба|الدبيبة",
    "Abdul Hamid Dbeibah|عبد الحميد الدبيبة|عبدالحميد الدبيبة|Абдель Хамид Дбейба",
    "Abdul Hamid Dbeibah|Abdulhamid al-Dabaiba|Abdel-Hamid Dbaiba|Abdulhamid Dibeybe",
    "Mustafa Abdul Jalil|مصطفى عبد الجليل|Мустафа Абдель Джалиль",
    "Abdullah al-Thani|Abdallah al-Thinni|عبد الله الثني|Абдалла ат-Тани",
    "Shoigu|Шойгу|شويغو|Choïgou|Schoigu|Shoygu",
    "Erdogan|Erdoğan|أردوغان|Эрдоган",
    "Salame|Salamé|Salameh|سلامة|سلامه|Саламе",
    "Gaddafi|Qaddafi|Kadhafi|القذافي|Каддафи",
    "Mishri|Meshri|المشري|Мишри",
    "Menfi|المنفي|Манфи",
    "Saleh|Salih|صالح|Салех",
    "Aguila|Agila|Akila|عقيلة|Агила",
    "Bashagha|Bachagha|باشاغا|Башага",
    "Cavusoglu|Çavuşoğlu|Чавушоглу",
    "Lavrov|لافروف|Лавров",
    "Macron|ماكرون|Макрон",
    "Conte|كونتي|Конте",
    "Guterres|غوتيريش|Гутерриш",
    "Williams|ويليامز|Уильямс",
    "Nur al-Din|Noureddine|نور الدين",
    "Merz|ميرتس|Мерц",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_name_share_a_skeleton(spellings: str) -> None:
    keys = {name: skeleton(name) for name in spellings.split("|")}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khalifa Haftar", "Saddam Haftar"),
        ("Fayez al-Sarraj", "Fathi Bashagha"),
        ("Khaled al-Mishri", "Mohamed al-Menfi"),
        ("Sergei Lavrov", "Sergei Shoigu"),
        ("Ali", "Lee"),
    ],
)
def test_different_names_keep_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("al-Sarraj", "sarraj"),
        ("AL SARRAJ", "sarraj"),
        ("ash-Shams", "shams"),
        ("السراج", "sraj"),
        ("السّرَاج", "sraj"),
        ("الـمشـري", "mshry"),
        ("Ghassan Salamé", "ghassan salame"),
        ("Çavuşoğlu", "cavusoglu"),
        ("Sana'a", "sanaa"),
        ("Sana’a", "sanaa"),
        ("Yunus-bek  Yevkurov", "yunus bek yevkurov"),
        ("Хафтар", "haftar"),
        ("Σταύρος", "stavros"),
        ("5+5", "5 5"),
        ("٥+٥", "5 5"),
        ("Mr. Ali", "mr ali"),
        ("El", "el"),
        ("", ""),
        ("—", ""),
    ],
)
def test_folding_levels_case_marks_script_and_article(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_forms_of_alef_ya_hamza_and_ta_marbuta_are_one() -> None:
    assert len({fold(name) for name in ("أحمد", "احمد", "ٱحمد")}) == 1
    assert len({fold(name) for name in ("سلامة", "سلامه")}) == 1
    assert len({fold(name) for name in ("مصطفى", "مصطفي")}) == 1
    assert len({fold(name) for name in ("مسؤول", "مسوول")}) == 1


any_text = st.text(st.characters(codec=None), max_size=60)
names_like = st.text(alphabet="abdulahsz-' ğıßΣςابدالهةى ـآлхджу0٥", max_size=20)


@given(st.one_of(any_text, names_like))
@example("al al-")
@example("İ")
@example("ŉ")
@example("ͅ")
def test_folding_is_stable_and_never_fails(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert skeleton(folded) == skeleton(text)
    assert folded == folded.strip()
    assert bool(folded) == bool(skeleton(text))


SCRIPTS = ("LATIN", "ARABIC LETTER", "CYRILLIC", "GREEK SMALL", "GREEK CAPITAL")
LETTERS = [
    chr(code)
    for code in range(0x30000)
    if unicodedata.category(chr(code)) in ("Lu", "Ll", "Lo")
    and unicodedata.name(chr(code), "").startswith(SCRIPTS[:3])
]


def test_every_letter_of_the_three_scripts_becomes_small_ascii() -> None:
    assert len(LETTERS) > 1500
    odd = [
        char
        for char in LETTERS
        if not all("a" <= part <= "z" or part == " " for part in fold(char))
    ]
    assert odd == []


def test_the_measured_quality_on_the_starter_dataset_holds() -> None:
    text = (DATA / "parties.yaml").read_text(encoding="utf-8")
    parties = yaml.load(text, yaml.CSafeLoader)["parties"]
    owners: dict[str, set[str]] = collections.defaultdict(set)
    total = same = 0
    for party in parties:
        own = _words(party["name"])
        owners[own].add(party["id"])
        for name in party["names"]:
            if name["type"] == "acronym":
                continue
            key = _words(name["text"])
            owners[key].add(party["id"])
            total += party["kind"] == "person"
            same += party["kind"] == "person" and key == own
    assert same / total > 0.78
    assert sum(len(parties) > 1 for parties in owners.values()) <= 12


def _words(name: str) -> str:
    return " ".join(sorted(skeleton(name).split()))
