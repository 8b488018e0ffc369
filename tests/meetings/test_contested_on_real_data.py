"""The contested facts of the real record."""

from __future__ import annotations

from meetings.models import ContendedValue


def test_the_real_contested_places_have_names(real_data: object, db: None) -> None:
    values = ContendedValue.objects.filter(contention__field="places")
    assert {
        value.text: value.preferred
        for value in values.filter(contention__meeting__slug="2020-02-18-rome-2plus2")
    } == {"Villa Madama": True, "Farnesina (Italian Foreign Ministry)": False}
    assert all(value.parsed and value.text != value.parsed for value in values)
