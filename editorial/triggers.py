"""Rules of review that the database itself keeps."""

from __future__ import annotations

import pgtrigger


def frozen_slug() -> pgtrigger.Trigger:
    """Refuse a new slug once the record has been public."""
    return pgtrigger.Trigger(
        name="slug_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__first_published_at__isnull=False)
        & pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
        func=(
            "RAISE EXCEPTION 'the slug of a record is fixed once it was published'"
            " USING ERRCODE = 'check_violation';"
        ),
    )


def _citation_check(root: str, citation: str, key: str, root_id: str) -> str:
    return f"""
        IF EXISTS (SELECT 1 FROM {root} WHERE id = {root_id} AND state = 'published')
           AND NOT EXISTS (SELECT 1 FROM {citation} WHERE {key} = {root_id}) THEN
            RAISE EXCEPTION 'a published record needs a citation ({root} %)', {root_id}
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """  # noqa: S608 - the names are ours


def published_needs_citation(root: str, citation: str, key: str) -> pgtrigger.Trigger:
    """Refuse, at commit, a published row of table `root` without a citation.

    `citation` is the citation table, `key` its column that refers to the root.
    """
    return pgtrigger.Trigger(
        name="published_needs_citation",
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state="published"),
        func=_citation_check(root, citation, key, "NEW.id"),
    )


def last_citation_stays(root: str, citation: str, key: str) -> pgtrigger.Trigger:
    """Refuse, at commit, that a published record lost its last citation."""
    return pgtrigger.Trigger(
        name="last_citation_stays",
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_citation_check(root, citation, key, f"OLD.{key}"),
    )


def cited_needs_citation() -> pgtrigger.Trigger:
    """Refuse, at commit, an alignment that says "cited" and has no citation."""
    return pgtrigger.Trigger(
        name="cited_needs_citation",
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__basis="cited"),
        func="""
            IF EXISTS (
                SELECT 1 FROM parties_alignment WHERE id = NEW.id AND basis = 'cited'
            ) AND NOT EXISTS (
                SELECT 1 FROM parties_partycitation WHERE alignment_id = NEW.id
            ) THEN
                RAISE EXCEPTION 'a cited alignment needs a citation'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )
