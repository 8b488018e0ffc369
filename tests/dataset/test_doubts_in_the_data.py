"""The dataset raises few doubts, and none about who signed for whom."""

from __future__ import annotations

from meetings.dataset.report import LoadReport
from meetings.models import Agreement, Statement


def test_the_dataset_raises_few_doubts_and_none_about_who_signed(
    real_data: LoadReport, db: None
) -> None:
    doubts = [
        f"{record.slug}: {doubt}"
        for model in (Agreement, Statement)
        for record in model.objects.all()
        for doubt in record.doubts()
    ]
    assert len(doubts) <= 10, doubts
    assert not [doubt for doubt in doubts if "signatures" in doubt]
