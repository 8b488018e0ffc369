"""Every API error has one shape."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions, parsers, renderers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from common.edtf import parse
from common.errors import ActionRefused
from common.text import clean_text


def answer(raised: Exception | None = None, call: Any = None) -> Response:
    """What a view answers whose work raises."""

    class View(APIView):
        authentication_classes = ()
        renderer_classes = (renderers.JSONRenderer,)
        parser_classes = (parsers.JSONParser,)

        def get(self, request: Request) -> Response:
            if raised is not None:
                raise raised
            return Response(call())

    request = APIRequestFactory().get("/")
    response = View.as_view()(request)
    assert isinstance(response, Response)
    return response


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (Http404(), 404, "not_found"),
        (exceptions.NotFound(), 404, "not_found"),
        (PermissionDenied(), 403, "permission_denied"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported_media_type"),
        (exceptions.ParseError(), 400, "parse_error"),
        (exceptions.Throttled(wait=5), 429, "throttled"),
    ],
)
def test_refusals_of_the_framework_take_our_shape(
    raised: Exception, status: int, code: str
) -> None:
    response = answer(raised)
    assert response.status_code == status
    assert response.data["status"] == status
    (error,) = response.data["errors"]
    assert error["field"] is None
    assert error["code"] == code
    assert error["message"]


@pytest.mark.parametrize(
    ("raised", "right"),
    [
        (exceptions.MethodNotAllowed("PUT"), "Use one of: GET, HEAD, OPTIONS."),
        (exceptions.NotAcceptable(), "Known: application/json."),
        (exceptions.UnsupportedMediaType("text/csv"), "Known: application/json."),
    ],
)
def test_what_is_not_answered_is_refused_with_what_is(
    raised: Exception, right: str
) -> None:
    (error,) = answer(raised).data["errors"]
    assert error["message"].endswith(right)


def test_nested_errors_name_the_path_of_their_field() -> None:
    raised = exceptions.ValidationError(
        {
            "title": ["Too long.", "Odd."],
            "citations": [{}, {"quote": ["Not in the text."]}],
            "non_field_errors": ["Contradiction."],
        }
    )
    response = answer(raised)
    assert response.status_code == 400
    assert [
        (error["field"], error["message"]) for error in response.data["errors"]
    ] == [
        ("title", "Too long."),
        ("title", "Odd."),
        ("citations.1.quote", "Not in the text."),
        (None, "Contradiction."),
    ]


def test_django_s_validation_errors_are_400_by_field() -> None:
    raised = ValidationError(
        {"date": ValidationError("No %(what)s.", code="edtf", params={"what": "day"})}
    )
    response = answer(raised)
    assert response.status_code == 400
    assert response.data["errors"] == [
        {"field": "date", "code": "edtf", "message": "No day."}
    ]
    assert answer(ValidationError("Odd.")).data["errors"] == [
        {"field": None, "code": "invalid", "message": "Odd."}
    ]


def test_refused_dates_and_texts_are_400() -> None:
    assert answer(call=lambda: parse("2020-13")).status_code == 400
    assert answer(call=lambda: clean_text("\x00")).status_code == 400


def test_a_refused_action_is_409_with_what_stands_in_the_way() -> None:
    refused = ActionRefused(
        "It cannot be published.",
        field="state",
        problems=["No citation.", "Draft party."],
    )
    response = answer(refused)
    assert response.status_code == 409
    assert [
        (error["field"], error["message"]) for error in response.data["errors"]
    ] == [
        ("state", "It cannot be published."),
        (None, "No citation."),
        (None, "Draft party."),
    ]
    assert str(refused) == "It cannot be published. No citation. Draft party."


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    with pytest.raises(ZeroDivisionError):
        answer(ZeroDivisionError())
