"""A dossier as a PDF: the same words as its page, set for paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from browse.exports.blocks import blocks_of
from browse.exports.pdf import pdf_of
from browse.pages.meeting_dossier import Dossier
from meetings.language import reader_language


def dossier_pdf(html: str, page: Dossier) -> bytes:
    """Return the PDF of a dossier from the HTML of its page."""
    blocks = blocks_of(html)
    title = next((block.text for block in blocks if block.kind == "h1"), "")
    foot = f"{_('Libya Tracker')} · {page.read.isoformat()}"
    return pdf_of(blocks, title, reader_language(), foot)
