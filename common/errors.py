"""One shape for every error that the API answers with, and the refusal of an action.

    {"status": 400, "errors": [{"field": "party", "code": "invalid", "message": "…"}]}

`field` is null when the request as a whole is meant. Messages are plain sentences in
the reader's language; codes do not depend on the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from common.edtf import EdtfError
from common.text import TextError


class ApiError(TypedDict):
    """One thing that is wrong: where, which kind, and in words."""

    field: str | None
    code: str
    message: str


class ErrorBody(TypedDict):
    """The whole body of an error answer."""

    status: int
    errors: list[ApiError]


class ActionRefused(Exception):
    """An action that may not be done; nothing was changed.

    message: one sentence for the person who asked. field: the field it is about, if
    one. problems: what stands in the way, one sentence each (for instance every
    record that must be published first).
    """

    status = 409

    def __init__(
        self,
        message: str | Promise,
        field: str | None = None,
        problems: Iterable[str | Promise] = (),
    ) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field
        self.problems = [str(problem) for problem in problems]

    def __str__(self) -> str:
        return " ".join([self.message, *self.problems])


def error_body(status: int, errors: Sequence[ApiError]) -> ErrorBody:
    """The body of an error answer."""
    return {"status": status, "errors": list(errors)}


def api_error(
    message: str, field: str | None = None, code: str = "invalid"
) -> ApiError:
    """One error of an answer."""
    return {"field": field, "code": code, "message": message}


def api_exception_handler(
    exc: Exception, context: Mapping[str, Any]
) -> Response | None:
    """Answer an exception of a view in the one shape; None leaves it to Django.

    Understands REST framework's exceptions, 404 and 403 of Django, ValidationError,
    EdtfError, TextError (400) and ActionRefused (409).
    """
    if isinstance(exc, ActionRefused):
        return _answer(exc.status, _refusal(exc))
    if isinstance(exc, ValidationError):
        return _answer(400, list(_of_validation(exc)))
    if isinstance(exc, EdtfError | TextError):
        return _answer(400, [api_error(str(exc))])
    response = exception_handler(exc, dict(context))
    if response is None:
        return None
    found = _of_rest_framework(exc, context.get("view"))
    response.data = error_body(response.status_code, found)
    return response


def _answer(status: int, errors: Sequence[ApiError]) -> Response:
    return Response(error_body(status, errors), status=status)


def _refusal(exc: ActionRefused) -> list[ApiError]:
    first = api_error(exc.message, exc.field, "refused")
    return [first, *(api_error(text, code="refused") for text in exc.problems)]


def _of_validation(exc: ValidationError) -> Iterator[ApiError]:
    if not hasattr(exc, "error_dict"):
        for error in exc.error_list:
            yield _one_validation(error, None)
        return
    for field, errors in exc.error_dict.items():
        for error in errors:
            yield _one_validation(error, None if field == NON_FIELD_ERRORS else field)


def _one_validation(error: ValidationError, field: str | None) -> ApiError:
    return api_error(error.messages[0], field, str(error.code or "invalid"))


def _of_rest_framework(exc: Exception, view: Any) -> list[ApiError]:
    if isinstance(exc, Http404):
        return [api_error(_("There is nothing at this address."), code="not_found")]
    if isinstance(exc, PermissionDenied):
        return [api_error(_("You may not do this."), code="permission_denied")]
    if isinstance(exc, exceptions.ValidationError):
        return list(_flatten(exc.detail, ()))
    if isinstance(exc, exceptions.APIException):
        codes = exc.get_codes()
        code = codes if isinstance(codes, str) else "invalid"
        return [api_error(_what_would_do(exc, view) or str(exc.detail), code=code)]
    return [api_error(str(exc), code="error")]


def _what_would_do(exc: exceptions.APIException, view: Any) -> str:
    """A sentence with what the view answers instead, or ""."""
    if isinstance(exc, exceptions.MethodNotAllowed):
        allowed = ", ".join(getattr(view, "allowed_methods", ()))
        told = _("This method is not answered here. Use one of: %(known)s.")
        return told % {"known": allowed} if allowed else ""
    if isinstance(exc, exceptions.NotAcceptable):
        known = _media_types(view, "renderer_classes")
        told = _(
            "None of the media types in Accept is answered here. Known: %(known)s."
        )
        return told % {"known": known} if known else ""
    if isinstance(exc, exceptions.UnsupportedMediaType):
        known = _media_types(view, "parser_classes")
        told = _("This media type is not read here. Known: %(known)s.")
        return told % {"known": known} if known else ""
    return ""


def _media_types(view: Any, classes: str) -> str:
    known = dict.fromkeys(one.media_type for one in getattr(view, classes, ()))
    return ", ".join(known)


def _flatten(detail: Any, path: tuple[str, ...]) -> Iterator[ApiError]:
    """Errors of nested details; the field is a path such as `citations.0.quote`."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            whole = key in (NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY)
            yield from _flatten(value, path if whole else (*path, str(key)))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, Mapping | list)
            yield from _flatten(value, (*path, str(index)) if nested else path)
    else:
        code = getattr(detail, "code", None) or "invalid"
        yield api_error(str(detail), ".".join(path) or None, code)
