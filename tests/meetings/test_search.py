"""Finding records: names in any spelling, words by weight, and never a draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.text import TextError
from editorial import derived
from editorial.actions import editing, publish, retract
from editorial.models import User
from meetings.models import Meeting, SearchDocument
from meetings.search import matching_ids, reindex, search
from parties.matching import match_names
from parties.models import Party
from tests.factories import (
    AgreementFactory,
    CommitmentFactory,
    MeetingFactory,
    PartyFactory,
    PartyNameFactory,
    PlaceFactory,
    StatementFactory,
)
from tests.story import Story

HAFTAR = ["Haftar", "Hifter", "Hafter", "حفتر", "Хафтар"]


@pytest.fixture
def haftar(db: None) -> Party:
    """A person whose aliases do not spell every variant."""
    party: Party = PartyFactory(
        name="Khalifa Haftar", arabic="خليفة حفتر", published=True
    )
    PartyFactory(name="Ahmed Maiteeq", arabic="أحمد معيتيق", published=True)
    return party


@pytest.mark.parametrize("text", [*HAFTAR, *[word.upper() for word in HAFTAR]])
def test_every_spelling_of_haftar_finds_one_person(haftar: Party, text: str) -> None:
    found = search(text, None).parties
    assert [party for party, _ in found] == [haftar]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Fayez al-Sarraj", "Faiz Saraj"),
        ("Fayez al-Sarraj", "السراج"),
        ("Luigi Di Maio", "Luigi Di Mayo"),
        ("Sergei Shoigu", "Сергей Шойгу"),
        ("Khalifa Haftar", "Khalifa Haftarr"),
    ],
)
def test_another_spelling_finds_the_person(db: None, name: str, text: str) -> None:
    wanted = PartyFactory(name=name, published=True)
    for other in ("Angela Merkel", "Emmanuel Macron", "Ghassan Salame"):
        PartyFactory(name=other, published=True)
    found = search(text, None).parties
    assert [party for party, _ in found] == [wanted]


def test_a_hit_on_another_name_says_which(haftar: Party) -> None:
    PartyNameFactory(party=haftar, text="The Field Marshal", kind="alias")
    ((_, match),) = search("field marshal", None).parties
    assert match.text == "The Field Marshal"
    assert not match.is_display_name
    ((_, match),) = search("khalifa haftar", None).parties
    assert match.text == "Khalifa Haftar"
    assert match.is_display_name
    assert match.score == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Haftar", "Khalifa Haftar"),
        ("Hafter", "Khalifa Hafter"),
        ("حفتر", "خليفة حفتر"),
        ("Хафтар", "Khalifa Haftar"),
        ("Hiftar", "Hiftar"),
        ("Khalifa", "Khalifa Haftar"),
        ("Xalifa Haftar", "Khalifa Haftar"),
    ],
)
def test_a_hit_names_the_spelling_that_was_asked_for(
    haftar: Party, text: str, name: str
) -> None:
    for other in ("Hiftar", "Khalifa Hafter", "Khalifa Hiftar", "Халифа Хафтар"):
        PartyNameFactory(party=haftar, text=other, kind="press_variant")
    ((_, match),) = search(text, None).parties
    assert match.text == name


def test_a_name_of_its_own_ranks_a_person_before_namesakes(haftar: Party) -> None:
    namesake = PartyFactory(name="Belqasem Haftar", published=True)
    PartyNameFactory(party=haftar, text="Hiftar", kind="press_variant")
    for text in ("Haftar", "حفتر", "Hifter"):
        found = [party for party, _ in search(text, None).parties]
        assert found == [haftar, namesake]


def test_a_person_ranks_before_a_body_known_by_the_name(db: None) -> None:
    body = PartyFactory(name="Cabinet of Accord", published=True)
    PartyNameFactory(party=body, text="Sarraj government", kind="alias")
    person = PartyFactory(name="Fayez al-Sarraj", published=True)
    assert [found for found, _ in search("Sarraj", None).parties] == [person, body]


@pytest.mark.parametrize("text", ["zzzzqq", "زززقق"])
def test_two_equal_consonants_alone_find_no_acronym(db: None, text: str) -> None:
    army = PartyFactory(name="Turkish Armed Forces", published=True)
    PartyNameFactory(party=army, text="TSK", kind="acronym")
    assert not search(text, None).parties


@pytest.mark.parametrize("text", ["سيف", "Saif", "Сейф"])
def test_a_short_name_is_still_found_in_another_spelling(db: None, text: str) -> None:
    party = PartyFactory(name="Seif", published=True)
    assert [found for found, _ in search(text, None).parties] == [party]


def test_an_arabic_query_says_the_arabic_name(haftar: Party) -> None:
    ((_, match),) = search("خليفة حفتر", None).parties
    assert (match.text, match.lang) == ("خليفة حفتر", "ar")


def test_the_exact_name_comes_before_the_similar(db: None) -> None:
    similar = PartyFactory(name="Khalifa al-Ghwell", published=True)
    exact = PartyFactory(name="Khalifa", published=True)
    found = [party for party, _ in search("Khalifa", None).parties]
    assert found == [exact, similar]


def test_places_are_found_in_other_scripts(story: Story) -> None:
    for text in ("Moscow", "موسكو"):
        assert [place for place, _ in search(text, None).places] == [story.moscow]


def test_words_find_records_of_every_kind(story: Story) -> None:
    assert story.talks in search("ceasefire talks", None).meetings
    assert search("demands of the army", None).statements == [story.statement]
    assert search("draft ceasefire", None).agreements == [story.agreement]
    assert story.talks in search("Sarraj", None).meetings


def test_a_word_in_the_title_weighs_more_than_one_in_the_summary(db: None) -> None:
    in_text = MeetingFactory(
        summary="They spoke of the airport.", date="2022", published=True
    )
    in_title = MeetingFactory(title="The airport", date="2019", published=True)
    assert search("airport", None).meetings == [in_title, in_text]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ('"oil ports"', True),
        ('"ports oil"', False),
        ("oil -ports", False),
        ("gas or oil", True),
        ("port", True),
        ("gas", False),
    ],
)
def test_phrases_and_exclusions_work_as_in_web_search(
    db: None, text: str, hit: bool
) -> None:
    MeetingFactory(title="Reopening the oil ports", published=True)
    assert bool(search(text, None).meetings) is hit


def test_a_stored_word_follows_an_edit(db: None) -> None:
    meeting = MeetingFactory(title="Before")
    publisher = None
    with editing(meeting, by=publisher, reason="", expected_version=1) as stored:
        stored.title = "Afterwards"
        stored.save()
    assert list(matching_ids("meeting", "Afterwards")) == [{"object_id": meeting.pk}]
    assert not matching_ids("meeting", "Before")


def test_a_renamed_party_is_found_with_its_meetings(db: None) -> None:
    party = PartyFactory(name="Oldname", published=True)
    meeting = MeetingFactory(parties=[party], published=True)
    with editing(party, by=None, reason="renamed", expected_version=1) as stored:
        stored.name = "Zwischenname"
        stored.save()
    assert search("Zwischenname", None).meetings == [meeting]
    assert not search("Oldname", None).meetings


@pytest.mark.parametrize("state", ["draft", "in_review", "retracted"])
def test_what_is_not_published_is_in_no_result_of_the_public(
    db: None, reader: User, state: str
) -> None:
    party = PartyFactory(name="Verborgen One", state=state)
    MeetingFactory(title="Verborgen two", state=state, parties=[party])
    StatementFactory(gist="Verborgen three", state=state)
    AgreementFactory(title="Verborgen four", state=state)
    reindex()
    for user in (None, AnonymousUser(), reader):
        assert search("Verborgen", user).total == 0


def test_editors_find_drafts_and_authors_their_own(
    editor: User, contributor: User, other_contributor: User
) -> None:
    meeting = MeetingFactory(title="Verborgen", created_by=contributor)
    assert search("Verborgen", editor).meetings == [meeting]
    assert search("Verborgen", contributor).meetings == [meeting]
    assert not search("Verborgen", other_contributor).meetings


def test_a_retracted_record_is_gone_from_results_though_still_indexed(
    db: None,
) -> None:
    meeting = MeetingFactory(title="Verborgen", published=True)
    assert search("Verborgen", None).meetings == [meeting]
    retract(meeting, by=None, reason="an error")
    assert SearchDocument.objects.filter(object_id=meeting.pk).exists()
    assert not search("Verborgen", None).meetings


def test_a_stale_document_leads_to_no_record(db: None) -> None:
    meeting = MeetingFactory(title="Verborgen", published=True)
    SearchDocument.objects.filter(object_id=meeting.pk).update(object_id=10**9)
    assert search("Verborgen", None).total == 0


def test_a_draft_at_the_top_does_not_push_a_public_record_out(db: None) -> None:
    for number in range(5):
        MeetingFactory(title=f"Verborgen {number}", date="2023")
    public = MeetingFactory(title="Verborgen", date="2019", published=True)
    assert search("Verborgen", None, limit=1).meetings == [public]


def test_a_draft_party_among_the_candidates_does_not_push_a_public_one_out(
    db: None,
) -> None:
    for _ in range(5):
        PartyFactory(name="Haftar")
    public = PartyFactory(name="Khalifa Haftar", published=True)
    found = match_names(Party, "Haftar", Party.objects.visible_to(None), limit=1)
    assert [party for party, _ in found] == [public]


HOSTILE = [
    "'; DROP TABLE meetings_meeting; --",
    "%' OR '1'='1",
    "\\",
    "\\'",
    "%_%",
    "a & | ! ( ) :* <->",
    '"unbalanced',
    "$$;SELECT pg_sleep(9)$$",
    "{0} %s %(name)s",
    "x" * 10_000,
    "word " * 2_000,
    "حفتر " * 2_000,
    "(" * 1_000,
    "\u202e",
    "👩‍👩‍👧‍👦",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_finds_nothing_and_breaks_nothing(db: None, text: str) -> None:
    MeetingFactory(published=True)
    PlaceFactory()
    assert search(text, None).total == 0
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  ", "...", "ًٌٍ", "\n\t"])
def test_a_text_without_words_finds_nothing(story: Story, text: str) -> None:
    assert search(text, None).total == 0


@pytest.mark.parametrize("text", ["Haf\x00tar", "\x00", "Haf\ud800tar"])
def test_what_the_database_cannot_hold_is_refused_in_words(db: None, text: str) -> None:
    with pytest.raises(TextError):
        search(text, None)
    with pytest.raises(TextError):
        matching_ids("meeting", text)
    assert not match_names(Party, text, Party.objects.visible_to(None))


def test_results_keep_to_the_limit(db: None) -> None:
    for _ in range(4):
        MeetingFactory(title="Talks", published=True)
    PartyFactory(name="Talks Committee", published=True)
    MeetingFactory(title="Talks in secret")
    found = search("Talks", None, limit=3)
    assert len(found.meetings) == 3
    assert found.counts == {
        "party": 1,
        "place": 0,
        "process": 0,
        "topic": 0,
        "meeting": 4,
        "statement": 0,
        "agreement": 0,
    }
    assert found.total == 5


def test_only_the_kinds_asked_for_are_searched(story: Story) -> None:
    found = search("Moscow", None, kinds=["place"])
    assert found.places
    assert not found.meetings
    assert list(found.counts) == ["place"]


def test_a_full_reindex_equals_the_documents_of_single_edits(story: Story) -> None:
    CommitmentFactory(agreement=story.agreement, text="They promise elections.")
    derived.refresh(story.agreement)
    before = _documents()
    assert reindex() == len(before)
    assert _documents() == before


def test_publishing_needs_no_reindex(db: None) -> None:
    meeting = MeetingFactory(
        title="Verborgen", citations=1, parties=[PartyFactory(published=True)]
    )
    publish(meeting, by=None)
    assert search("Verborgen", None).meetings == [meeting]


def _documents() -> set[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, object_id, words::text, sort_date"
            " FROM meetings_searchdocument"
        )
        return set(cursor.fetchall())


def test_letters_that_unfold_into_many_do_not_slow_the_search(db: None) -> None:
    PartyFactory(name="Salah", published=True)
    with CaptureQueriesContext(connection) as queries:
        search("ﷺ" * 200, None)
    asked = [query["sql"] for query in queries if "word_similarity" in query["sql"]]
    assert asked
    assert max(map(len, asked)) < 5_000


def test_of_a_text_too_long_to_index_the_beginning_is_found(db: None) -> None:
    words = " ".join(f"w{number}" for number in range(300_000))
    meeting: Meeting = MeetingFactory(published=True, summary=words)
    assert meeting.pk in matching_ids("meeting", "w17").values_list(
        "object_id", flat=True
    )
