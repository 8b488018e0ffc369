"""Who said what, told from verbs of speech, quotations and what went before."""

from __future__ import annotations

import pytest

from tests.intake.registry import proposals_in

ONE = [
    # before the verb
    ("en", "Anna Berg said that the port will open.", "berg", "paraphrase"),
    ("en", "Anna Berg, who met Marco Costa in Rome, said the port will open.", "berg",
     "paraphrase"),
    ("en", "On Monday Anna Berg also stressed the need for a port.", "berg", "paraphrase"),
    ("en", "During a meeting with Ali Omar, Anna Berg praised the port.", "berg",
     "paraphrase"),
    ("en", "The Harbour Board announced on Monday that the port will open.",
     "harbour-board", "announcement"),
    ("ru", "Анна Берг заявила, что порт откроется.", "berg", "paraphrase"),
    ("fr", "Anna Berg a déclaré que le port ouvrira bientôt.", "berg", "paraphrase"),
    ("it", "Anna Berg ha dichiarato che il porto aprirà presto.", "berg", "paraphrase"),
    ("tr", "Deniz Kaya limanın yakında açılacağını söyledi.", "kaya", "paraphrase"),
    # behind the verb
    ("en", "“The port will open very soon,” said Anna Berg.", "berg", "quote"),
    ("en", "The port will open soon, Anna Berg said on Monday.", "berg", "paraphrase"),
    ("ru", "«Порт откроется очень скоро», — сказала Анна Берг.", "berg", "quote"),
    ("fr", "« Le port ouvrira très bientôt », a déclaré Anna Berg.", "berg", "quote"),
    ("it", "\"Il porto aprirà molto presto\", ha detto Anna Berg.", "berg", "quote"),
    ("ar", "قالت آنا بيرغ إن الميناء سيفتح قريبا.", "berg", "paraphrase"),
    ("ar", "وأكد علي عمر أن الميناء سيفتح قريبا.", "omar", "paraphrase"),
    ("ru", "«Порт откроется, — сказала Анна Берг. — Он будет очень большим»", "berg",
     "quote"),
    # according to
    ("en", "According to Anna Berg, the port will open soon.", "berg", "paraphrase"),
    ("ru", "По словам Али Омара, порт скоро откроется.", "omar", "paraphrase"),
    ("fr", "Selon Anna Berg, le port ouvrira bientôt.", "berg", "paraphrase"),
    ("ar", "وبحسب علي عمر، سيفتح الميناء قريبا.", "omar", "paraphrase"),
    ("tr", "Deniz Kaya'ya göre liman yakında açılacak.", "kaya", "paraphrase"),
    # a text speaks for whose it is
    ("en", "The port will open soon, said a statement by the Harbour Board.",
     "harbour-board", "paraphrase"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "speaker", "kind"), ONE)
def test_a_statement_has_its_speaker_and_kind(
    lang: str, text: str, speaker: str, kind: str
) -> None:
    (row,) = proposals_in(text, lang)["statements"]
    assert (row["speaker"], row["kind"]) == (speaker, kind)
    (start, end), *_ = row["spans"]
    assert text[start:end].strip('“”«»" ')


@pytest.mark.parametrize(
    "text",
    [
        "Sources said that the port will open.",
        "According to analysts, the port will open.",
        "“The port will open very soon,” a witness said.",
        "A journalist told Anna Berg that the port will open.",
        "Anna Berg arrived in Rome. The port is open.",
        "The port opened on Monday.",
        "Anna Berg’s port was announced by radio.",
    ],
)
def test_what_nobody_who_can_be_named_said_is_left_out(text: str) -> None:
    assert proposals_in(text)["statements"] == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Anna Berg said the port opens. “It took three whole years.”", ["berg"] * 2),
        ("Anna Berg praised the port. He added that it was large.", ["berg"] * 2),
        ("“It took three whole years.” Anna Berg said on Sunday.", ["berg"]),
        ("Anna Berg praised the port, while Ali Omar denounced it.", ["berg", "omar"]),
        ("“It is open,” Anna Berg said. “It will remain so.”", ["berg"] * 2),
        ("Sources praised the port. They added that it was large.", []),
        ("Speaking in Rome, Anna Berg said:\nOur port will open soon.\nAli Omar left.",
         ["berg"]),
    ],
)  # fmt: skip
def test_the_speaker_is_carried_on_where_none_is_named(
    text: str, speakers: list[str]
) -> None:
    rows = proposals_in(text)["statements"]
    assert [row["speaker"] for row in rows] == speakers


@pytest.mark.parametrize(
    ("lang", "text", "stance"),
    [
        ("en", "Anna Berg called for a new port.", "calls_for"),
        ("en", "Anna Berg rejected the plan for a port.", "rejects"),
        (
            "en",
            "The Harbour Board said it would suspend its part in the talks.",
            "suspends",
        ),
        ("en", "Anna Berg welcomed the plan for a port.", "supports"),
        ("en", "Anna Berg condemned the closing of the port.", "opposes"),
        ("ru", "Анна Берг призвала открыть порт.", "calls_for"),
        ("fr", "Anna Berg a rejeté le projet de port.", "rejects"),
        ("ar", "ورحبت آنا بيرغ بخطة الميناء.", "supports"),
    ],
)
def test_a_statement_says_how_the_speaker_stands_to_the_matter(
    lang: str, text: str, stance: str
) -> None:
    (row,) = proposals_in(text, lang)["statements"]
    assert row["stance"] == stance


def test_an_unnamed_media_office_speaks_for_its_principal() -> None:
    text = "The media office of the Harbour Board said that the port will open."
    (row,) = proposals_in(text)["statements"]
    assert (row["speaker"], row["on_behalf_of"]) == (None, "harbour-board")


def test_a_quotation_is_proposed_with_its_own_words() -> None:
    text = "“The port will open very soon,” Anna Berg said."
    (row,) = proposals_in(text)["statements"]
    (start, end), *_ = row["spans"]
    assert text[start:end] == "The port will open very soon,"


def test_a_headline_is_no_statement_of_its_own() -> None:
    text = "Anna Berg: port to open\nAnna Berg said that the port will open."
    (row,) = proposals_in(text)["statements"]
    assert row["spans"][0][0] > text.index("\n")


@pytest.mark.parametrize(
    ("text", "on", "about"),
    [
        ("Anna Berg met Ali Omar in Rome. Ali Omar praised the meeting.", "meeting", 0),
        ("Anna Berg met Ali Omar in Rome. Ali Omar praised the weather.", "meeting", None),
        ("Anna Berg and Ali Omar signed the Rome pact. Ali Omar praised the port.",
         "agreement", None),
        ("Ali Omar praised the Rome ceasefire agreement.", "agreement", 0),
    ],
)  # fmt: skip
def test_a_statement_is_tied_to_what_it_is_about(
    text: str, on: str, about: int | None
) -> None:
    answer = proposals_in(text)
    assert answer["statements"][-1][on] == about


def test_what_stands_between_dashes_in_a_quotation_is_not_quoted() -> None:
    text = "«Порт откроется очень скоро, — сказала Анна Берг. — Он будет очень большим»"
    (row,) = proposals_in(text, "ru")["statements"]
    quoted = [text[start:end] for start, end in row["spans"]]
    assert quoted == ["Порт откроется очень скоро,", "Он будет очень большим"]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "The port will open, its builder and director Anna Berg said.", "berg"),
        ("en", "“Marco Costa is a good man,” Anna Berg said on Monday.", "berg"),
        ("ar", "وأضاف علي عمر: «سيفتح الميناء قريبا جدا».", "omar"),
        ("ru", "Как сообщили в Совете гавани, порт откроется.", "harbour-board"),
        ("fr", "Le port ouvrira, a indiqué le Conseil du port dans un communiqué.",
         "harbour-board"),
        ("it", "La Lega del sale ha condannato la chiusura del porto.", "salt-league"),
        ("tr", "Deniz Kaya, \"Liman çok yakında açılacak\" dedi.", "kaya"),
    ],
)  # fmt: skip
def test_the_speaker_is_found_where_each_language_puts_it(
    lang: str, text: str, speaker: str
) -> None:
    (row,) = proposals_in(text, lang)["statements"]
    assert row["speaker"] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg spoke. A member of the Harbour Board said on condition of anonymity"
        " that the port will open.",
        "“The port will open very soon,” according to sources.",
        "The plan was announced. Reports speak of “a very large new port”.",
    ],
)
def test_nobody_is_credited_with_the_words_of_an_unnamed_source(text: str) -> None:
    assert proposals_in(text)["statements"] == []


def test_a_word_alone_leads_back_to_the_body_in_whose_name_it_stood() -> None:
    text = "The Harbour Board met in Rome. The Board said that the port will open."
    (row,) = proposals_in(text)["statements"]
    assert (row["speaker"], row["rule"]) == ("harbour-board", "speech-echo")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg will travel to Rome, a senior diplomat said.",
        "Anna Berg will travel to Rome, a source from Ali Omar’s office said.",
        "Anna Berg will travel to Rome, the government confirmed.",
        "Anna Berg will travel to Rome, Rushdi said.",
    ],
)
def test_a_speaker_who_is_not_named_is_not_replaced_by_who_is(text: str) -> None:
    assert proposals_in(text)["statements"] == []


@pytest.mark.parametrize(
    "text",
    [
        "“The port will open very soon,” the Italian military said.",
        "Italy’s port authority said that the port will open.",
    ],
)
def test_a_body_known_by_its_state_only_speaks_for_the_state(text: str) -> None:
    (row,) = proposals_in(text)["statements"]
    assert row["speaker"] == "state-it"
