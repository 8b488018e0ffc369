"""One small true story, told with every kind of record: the Moscow talks of 2020."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import Agreement, Meeting, Place, Process, Statement
from parties.models import Party, Position
from sources.models import Report
from tests import factories as f


@dataclass(frozen=True)
class Story:
    """The records of the story; all are published."""

    sarraj: Party
    haftar: Party
    shoigu: Party
    gna: Party
    lna: Party
    mod_ru: Party
    state_ru: Party
    minister_of_defence: Position
    moscow: Place
    process: Process
    report: Report
    talks: Meeting
    visit: Meeting
    agreement: Agreement
    statement: Statement


def _party(slug: str, name: str, kind: str, side: str, arabic: str = "") -> Party:
    party: Party = f.PartyFactory(
        slug=slug, name=name, kind=kind, side=side, arabic=arabic, published=True
    )
    return party


def tell_story() -> Story:
    """Write the story into the database and return its records."""
    sarraj = _party("sarraj", "Fayez al-Sarraj", "person", "west", "فائز السراج")
    haftar = _party("haftar", "Khalifa Haftar", "person", "east", "خليفة حفتر")
    shoigu = _party("shoigu", "Sergei Shoigu", "person", "global", "سيرغي شويغو")
    gna = _party("gna", "Government of National Accord", "government", "west")
    lna = _party("lna", "Libyan National Army", "armed_force", "east")
    mod_ru = _party("mod-ru", "Ministry of Defence of Russia", "ministry", "global")
    state_ru = _party("state-ru", "Russia", "state", "global", "روسيا")
    f.RelationFactory(source=mod_ru, kind="ministry_of", target=state_ru)
    minister = f.PositionFactory(
        person=shoigu,
        organisation=mod_ru,
        title="Minister of Defence",
        start="2012-11-06",
        end="2024-05-12",
    )
    f.PositionFactory(
        person=haftar, organisation=lna, title="Commander", start="2015-03-02"
    )
    moscow = f.PlaceFactory(
        slug="moscow", name="Moscow", country="RU", lat=55.75, lon=37.62
    )
    f.PlaceNameFactory(place=moscow, text="موسكو", lang="ar", kind="native")
    process = f.ProcessFactory(
        slug="moscow-talks", name="Moscow talks", sponsors=[state_ru], published=True
    )
    report = f.ReportFactory(
        title="Haftar leaves Moscow without signing",
        text="Haftar left Moscow without signing; Sarraj had signed. غادر حفتر موسكو.",
    )
    talks = _talks(sarraj, haftar, shoigu, minister, gna, moscow, process, report)
    visit = f.MeetingFactory(
        slug="2020-02-19-shoigu-haftar-moscow",
        title="Shoigu receives Haftar in Moscow",
        date="2020-02-19",
        parties=[shoigu, haftar],
        place=moscow,
        published=True,
    )
    agreement = _agreement(sarraj, haftar, gna, process, talks)
    statement = f.StatementFactory(
        slug="2020-01-14-haftar-on-moscow-draft",
        date="2020-01-14",
        speaker=haftar,
        on_behalf_of=lna,
        stance="rejects",
        gist="The draft ignores the demands of the army.",
        meeting=talks,
        published=True,
    )
    return Story(
        sarraj, haftar, shoigu, gna, lna, mod_ru, state_ru, minister,
        moscow, process, report, talks, visit, agreement, statement,
    )  # fmt: skip


def _talks(
    sarraj: Party,
    haftar: Party,
    shoigu: Party,
    minister: Position,
    gna: Party,
    moscow: Place,
    process: Process,
    report: Report,
) -> Meeting:
    talks: Meeting = f.MeetingFactory(
        slug="2020-01-13-moscow-talks",
        title="Ceasefire talks in Moscow",
        date="2020-01-13",
        format="indirect",
        track="military",
        place=moscow,
        process=process,
        published=True,
        citations__report=report,
        citations__quote="Haftar left Moscow without signing",
    )
    f.ParticipationFactory(
        meeting=talks, party=sarraj, on_behalf_of=gna, presence="apart"
    )
    f.ParticipationFactory(
        meeting=talks, party=haftar, presence="apart", listed_order=1
    )
    f.ParticipationFactory(
        meeting=talks, party=shoigu, capacity=minister, role="host", listed_order=2
    )
    return talks


def _agreement(
    sarraj: Party, haftar: Party, gna: Party, process: Process, talks: Meeting
) -> Agreement:
    agreement: Agreement = f.AgreementFactory(
        slug="2020-01-13-moscow-ceasefire-draft",
        title="Draft ceasefire agreement (Moscow)",
        process=process,
        meeting=talks,
        published=True,
    )
    f.SignatureFactory(agreement=agreement, party=sarraj, on_behalf_of=gna)
    f.SignatureFactory(agreement=agreement, party=haftar, action="refused", position=1)
    f.CommitmentFactory(agreement=agreement, text="Both sides stop firing.")
    return agreement
