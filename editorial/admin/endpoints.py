"""Small answers for the scripts of the admin's forms."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from common import edtf


@require_safe
def edtf_meaning(request: HttpRequest) -> JsonResponse:
    """Answer `?text=` with its meaning in words, or with what is wrong (400)."""
    text = request.GET.get("text", "")
    try:
        words = edtf.describe(text, (get_language() or "en")[:2])
    except edtf.EdtfError as error:
        return JsonResponse({"meaning": "", "error": str(error)}, status=400)
    return JsonResponse({"meaning": words, "stored_as": edtf.normalise(text)})
