"""The maps: where places lie, what is named, and how the basemap is drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from browse.charts.maps import Spot, dot_map, locator
from browse.charts.projection import ABROAD, FRAMES, LIBYA, project

TRIPOLI = Spot("Tripoli", 13.19, 32.89, "LY")
BENGHAZI = Spot("Benghazi", 20.07, 32.12, "LY")
MOSCOW = Spot("Moscow", 37.62, 55.75, "RU")
DOHA = Spot("Doha", 51.53, 25.29, "QA")
NEW_YORK = Spot("New York", -74.0, 40.71, "US")


def test_the_projection_agrees_with_a_worked_distance() -> None:
    # From the centre the projection keeps directions; due north by 10 degrees of a
    # sphere of 6371 km the chord is 2 R sin(5 degrees) = 1110.6 km.
    east, south = project(17.0, 47.5)
    assert east == pytest.approx(0, abs=1e-9)
    assert south == pytest.approx(-1110.55, abs=0.1)


def test_north_is_up_and_east_is_right() -> None:
    for frame in FRAMES:
        tripoli = frame.point(TRIPOLI.lon, TRIPOLI.lat)
        benghazi = frame.point(BENGHAZI.lon, BENGHAZI.lat)
        assert tripoli[0] < benghazi[0]
        assert tripoli[1] < benghazi[1]


@pytest.mark.parametrize("spot", [TRIPOLI, MOSCOW, DOHA])
def test_the_wide_frame_holds_where_libyans_are_received(spot: Spot) -> None:
    assert ABROAD.holds(spot.lon, spot.lat)


def test_places_in_libya_are_shown_in_libyas_frame() -> None:
    found = locator([TRIPOLI, BENGHAZI])
    assert found
    assert found.frame == LIBYA


def test_one_place_abroad_widens_the_frame() -> None:
    found = locator([TRIPOLI, MOSCOW])
    assert found
    assert found.frame == ABROAD
    assert len(found.dots) == 2


def test_a_place_beyond_the_map_is_told_and_not_drawn() -> None:
    found = locator([MOSCOW, NEW_YORK])
    assert found
    assert found.beyond == [NEW_YORK]
    assert [dot.spot for dot in found.dots] == [MOSCOW]
    assert locator([NEW_YORK]) is None
    assert locator([]) is None


def test_the_area_of_a_dot_grows_with_its_count() -> None:
    few, many = Spot("A", 10, 45, count=25), Spot("B", 30, 40, count=100)
    dots = {dot.spot.name: dot for dot in dot_map(ABROAD, [few, many]).dots}
    assert dots["A"].radius == pytest.approx(dots["B"].radius / 2, abs=1)
    assert dot_map(ABROAD, [few, many]).total == 125


def test_words_do_not_cover_each_other() -> None:
    crowd = [
        Spot(f"Town {n}", 10 + n % 5 * 0.8, 45 + n // 5 * 0.8, count=20 - n)
        for n in range(15)
    ]
    dots = dot_map(ABROAD, crowd).dots
    labelled = [dot for dot in dots if dot.anchor]
    assert len(dots) == 15
    assert 1 <= len(labelled) < 15
    assert len({(dot.label_x, dot.label_y) for dot in labelled}) == len(labelled)


def test_a_country_is_not_named_over_a_dot() -> None:
    in_the_way = Spot("Here", 17.6, 27.6, "LY")
    codes = {label.code for label in dot_map(ABROAD, [in_the_way]).countries}
    assert "LY" not in codes
    assert "DE" in codes


def _topology(folder: Path, names: list[str]) -> Path:
    """Write a TopoJSON of squares that lie around Libya."""
    arcs = [
        [[lon, 20], [8, 0], [0, 12], [-8, 0], [0, -12]]
        for lon in range(0, 10 * len(names), 10)
    ]
    geometries = [
        {"type": "Polygon", "arcs": [[number]], "properties": {"name": name}}
        for number, name in enumerate(names)
    ]
    path = folder / "countries.json"
    path.write_text(
        json.dumps(
            {
                "transform": {"scale": [1, 1], "translate": [0, 0]},
                "arcs": arcs,
                "objects": {"countries": {"geometries": geometries}},
            }
        )
    )
    return path


def test_the_command_draws_land_and_libya_apart(tmp_path: Path) -> None:
    source = _topology(tmp_path, ["Algeria", "Libya", "Egypt"])
    target = tmp_path / "map.svg"
    call_command("make_basemap", str(source), to=target)
    shapes = dict(re.findall(r'<path id="([a-z-]+)" d="([^"]+)"', target.read_text()))
    assert set(shapes) == {"land-libya", "home-libya", "land-abroad", "home-abroad"}
    assert shapes["home-libya"].count("M") == 1
    assert shapes["land-libya"].count("M") == 2


def test_the_command_names_a_file_that_is_missing_or_something_else(
    tmp_path: Path,
) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json is not there"):
        call_command("make_basemap", str(tmp_path / "nowhere.json"))
    (tmp_path / "other.json").write_text('{"type": "FeatureCollection"}')
    with pytest.raises(CommandError, match="no TopoJSON"):
        call_command("make_basemap", str(tmp_path / "other.json"))


def test_the_committed_map_has_the_shapes_that_pages_use_and_is_small() -> None:
    drawing = Path(settings.BASE_DIR, "static/map/basemap.svg").read_text()
    for frame in FRAMES:
        assert f'id="land-{frame.name}"' in drawing
        assert f'id="home-{frame.name}"' in drawing
    assert len(drawing) < 40_000


def test_the_regions_are_named_on_libyas_own_map_only() -> None:
    home, abroad = dot_map(LIBYA, [TRIPOLI]), dot_map(ABROAD, [TRIPOLI])
    names = [region.name for region in home.regions]
    assert names == ["Tripolitania", "Cyrenaica", "Fezzan"]
    assert abroad.regions == []


def test_a_region_gives_way_to_a_place() -> None:
    region = dot_map(LIBYA, [TRIPOLI]).regions[2]
    sebha = Spot("Sebha", 14.6, 25.3, "LY", count=9)
    assert region.name not in [one.name for one in dot_map(LIBYA, [sebha]).regions]
