"""Names beside marks that lie on no other name and on no mark."""

from __future__ import annotations

import itertools
import random

from browse.charts.labels import Spot, is_free, place_labels
from browse.charts.network import Actor, Mark, draw_network

FRAME = (0.0, 0.0, 940.0, 700.0)


def crowd(many: int, seed: int = 7) -> list[Spot]:
    """Marks close together in the middle, the same ones for a seed."""
    dice = random.Random(seed)  # noqa: S311 - a drawing, no secret
    return [
        Spot(
            dice.gauss(470, 200),
            dice.gauss(350, 150),
            dice.uniform(5, 12),
            "Name" * dice.randint(1, 4),
        )
        for _ in range(many)
    ]


def test_a_name_alone_stands_below_its_mark() -> None:
    (place,) = place_labels([Spot(470, 350, 10, "Alone")], FRAME)
    assert place
    assert (place.x, place.anchor) == (470, "middle")
    assert 360 < place.y < 385


def test_no_name_of_a_crowd_lies_on_another_or_on_a_mark_and_most_are_placed() -> None:
    spots = crowd(60)
    places = [place for place in place_labels(spots, FRAME) if place]
    assert len(places) > 40
    for one, other in itertools.combinations(places, 2):
        assert is_free(one.box, [other.box])
    for place in places:
        assert is_free(place.box, [spot.box for spot in spots])
        assert place.box[0] >= 0
        assert place.box[2] <= 940


def test_who_is_first_is_served_first_where_there_is_room_for_one() -> None:
    narrow = (0.0, 0.0, 60.0, 40.0)
    pair = [Spot(30, 8, 5, "First"), Spot(34, 8, 5, "Other")]
    for spots in (pair, pair[::-1]):
        first, second = place_labels(spots, narrow)
        assert first
        assert second is None


def test_the_same_marks_get_the_same_places() -> None:
    assert place_labels(crowd(40), FRAME) == place_labels(crowd(40), FRAME)


def test_a_name_near_the_edge_stays_inside() -> None:
    corners = [Spot(x, y, 8, "Corner stone") for x in (8, 932) for y in (8, 692)]
    for place in place_labels(corners, FRAME):
        assert place
        assert place.box[0] >= 0
        assert place.box[1] >= 0
        assert place.box[2] <= 940
        assert place.box[3] <= 700


def test_a_name_stands_further_off_where_others_surround_its_mark() -> None:
    around = [
        Spot(470 + 30 * across, 350 + 24 * down, 7, "x")
        for across in (-1, 1)
        for down in (-1, 0, 1)
    ]
    middle = Spot(470, 350, 7, "In the middle")
    place = place_labels([middle, *around], FRAME)[0]
    near = place_labels([middle], FRAME)[0]
    assert place
    assert near
    assert place != near
    assert is_free(place.box, [spot.box for spot in around])


def test_the_network_names_no_party_over_another() -> None:
    dice = random.Random(3)  # noqa: S311 - a drawing, no secret
    actors = [
        Actor(
            key,
            f"Party number {key}",
            "un",
            dice.gauss(0, 1),
            dice.gauss(0, 1),
            60 - key,
        )
        for key in range(60)
    ]
    drawn = draw_network(actors, [])
    named: list[Mark] = [mark for mark in drawn.marks if mark.anchor]
    assert len(named) > 40
    lines = sorted((mark.label_y, mark.label_x, mark.anchor) for mark in named)
    assert len(set(lines)) == len(lines)
    again = draw_network(actors, [])
    assert [mark.label_x for mark in again.marks] == [
        mark.label_x for mark in drawn.marks
    ]
