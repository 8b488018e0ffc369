"""The doors to what readers keep: references and dossiers."""

from __future__ import annotations

from tests.door import Door


def references() -> list[Door]:
    """Every record with a page of its own, as a file of references."""
    kinds = {
        "meetings": "meeting",
        "parties": "party",
        "statements": "statement",
        "agreements": "agreement",
        "processes": "process",
    }
    return [
        *(
            Door(
                f"/en/{name}/the-record/cite.{form}", ("cite_file",), (kind,), own=True
            )
            for name, kind in kinds.items()
            for form in ("bib", "ris")
        ),
        Door("/en/parties/host-party/with/host-body/cite.bib", ("cite_pair",)),
        Door(
            "/en/parties/host-party/with/the-record/cite.ris",
            ("cite_pair",),
            ("party",),
            own=True,
        ),
    ]


def dossiers() -> list[Door]:
    """Dossiers show what their meetings hold, in full."""
    every = ("meeting", "party", "statement", "agreement")
    return [
        Door(
            "/en/meetings/dossier/?topic=host-topic", ("meeting_dossier",), ("meeting",)
        ),
        Door("/en/meetings/dossier/", ("meeting_dossier",), every),
        Door("/ar/meetings/dossier/", ("meeting_dossier",), ("meeting", "statement")),
        Door("/en/meetings/dossier.pdf", ("meeting_dossier_pdf",), every),
        Door("/en/parties/host-party/dossier.pdf", ("party_dossier_pdf",), every),
        Door("/en/parties/host-party/dossier/", ("party_dossier",), every),
        Door(
            "/en/parties/the-record/dossier/", ("party_dossier",), ("party",), own=True
        ),
        Door(
            "/en/meetings/dossier/?party=the-record",
            ("meeting_dossier",),
            ("party",),
            filters=True,
        ),
    ]
