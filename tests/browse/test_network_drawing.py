"""Where the parties stand in the picture of the network."""

from __future__ import annotations

from browse.charts.network import Actor, draw_network
from browse.pages.facets import Facet, Option


def test_one_party_far_off_does_not_press_the_others_into_a_corner() -> None:
    near = [Actor(key, f"Party {key}", "un", key / 10, key / 10, 5) for key in range(6)]
    far = Actor(6, "Party 6", "un", 20.0, 20.0, 1)
    drawn = draw_network([*near, far], [])
    places = sorted((mark.x, mark.y) for mark in drawn.marks)
    assert places[5][0] - places[0][0] > drawn.width / 3
    assert places[5][1] - places[0][1] > drawn.height / 3
    assert [mark.actor.key for mark in sorted(drawn.marks, key=lambda m: m.x)] == [
        *range(7)
    ]


def test_a_party_alone_stands_in_the_middle() -> None:
    (mark,) = draw_network([Actor(1, "Party", "un", 0.4, 0.9, 1)], []).marks
    assert (mark.x, mark.y) == (470.0, 350.0)


def test_a_single_value_is_not_hidden_behind_words_that_take_as_much_room() -> None:
    def facet(count: int) -> Facet:
        return Facet(
            "kind", "Kind", [Option(str(n), str(n), 1, False) for n in range(count)]
        )

    assert facet(8).rest == []
    assert len(facet(8).first) == 8
    assert len(facet(9).rest) == 2


def test_a_party_keeps_its_spot_whoever_else_is_drawn() -> None:
    frame = [(key / 10, (key * 7 % 10) / 10) for key in range(10)]
    actors = [Actor(key, f"Party {key}", "un", *frame[key], 5) for key in range(10)]
    everyone = {mark.actor.key: mark for mark in draw_network(actors, [], frame).marks}
    (alone,) = draw_network(actors[3:4], [], frame).marks
    assert (alone.x, alone.y) == (everyone[3].x, everyone[3].y)


def test_a_long_name_is_cut_in_the_picture_only() -> None:
    name = "Executive Board and interim government"
    (mark,) = draw_network([Actor(1, name, "un", 0.4, 0.9, 1)], []).marks
    assert mark.label == "Executive Board and int…"
    assert mark.actor.name == name
