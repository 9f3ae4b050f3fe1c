"""字段表：sound in itself and in step with the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from generator import model
from generator.content import VOCABULARIES
from generator.fields import TABLES, Field, Kind, Table
from generator.problems import Problem
from generator.schema import Reading, read_record
from generator.sources import SourceText, parse_yaml
from generator.wechat import campaigns, ticks


def all_tables(tables: tuple[Table, ...] = TABLES) -> Iterator[Table]:
    for table in tables:
        yield table
        yield from all_tables(tuple(row.table for row in table.fields if row.table))


ROWS = [(table, row) for table in all_tables() for row in table.fields]
MODELS = {
    "case": model.Case,
    "kpi": model.Kpi,
    "picture": model.Picture,
    "correction": model.Correction,
    "announcement": model.PublishedList,
    "results": model.YearResult,
    "entry": model.Entry,
    "tier-count": model.Count,
    "domain-count": model.Count,
    "category-count": model.Count,
    "step": model.Step,
    "notice": model.Notice,
    "topic": model.Topic,
    "topic-case": model.TopicCase,
    "attachment": model.Attachment,
    "approval": model.Approval,
    "review": model.Review,
    "consent": model.Consent,
    "term": model.Term,
    "label": model.Label,
    "vocabulary": model.Vocabulary,
    "organisation": model.Organisation,
    "former-name": model.OrganisationName,
    "address": model.PublishedAddress,
    "withdrawal": model.Withdrawal,
    "waiver": model.Waiver,
    "person-consent": model.PersonConsent,
    "post": model.Post,
    "case-query": campaigns.CaseQuery,
    "campaign-draft": campaigns.CampaignDraft,
    "campaign": campaigns.Campaign,
    "edit-basis": campaigns.EditBasis,
    "other-source": campaigns.OtherSource,
    "edits": campaigns.Edits,
    "tick": ticks.Tick,
    "contact": model.Contact,
    "site": model.Site,
}
WRAPPERS = {
    *("announced", "approvals", "organisations", "posts", "published", "ticks", "waivers"),
    "withdrawn",
}
"""tables of files that hold nothing but one list"""


def test_every_field_is_an_attribute_of_the_model() -> None:
    for table in all_tables():
        if table.name not in WRAPPERS:
            attributes = {field.name for field in dataclasses.fields(MODELS[table.name])}
            assert {row.name for row in table.fields} <= attributes, table.name


def test_no_key_is_used_twice_in_a_table() -> None:
    for table in all_tables():
        keys = [key for row in table.fields for key in (row.name, row.label)]
        assert len(keys) == len(set(keys)), table.name


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[f"{t.name}.{r.name}" for t, r in ROWS])
def test_a_row_says_what_its_kind_needs(table: Table, row: Field) -> None:
    assert (row.kind is Kind.TERM) == bool(row.vocabulary)
    assert (row.kind is Kind.RECORD) == (row.table is not None)
    assert (row.kind is Kind.CHOICE) == bool(row.choices)
    assert row.vocabulary == "" or row.vocabulary in VOCABULARIES
    assert not row.facet or row.kind in (Kind.TERM, Kind.YEAR)


EXAMPLES = [(table, row) for table, row in ROWS if row.example]


@pytest.mark.parametrize(("table", "row"), EXAMPLES, ids=[r.example for _, r in EXAMPLES])
def test_an_example_is_right_by_the_table_itself(table: Table, row: Field) -> None:
    node, problems = parse_yaml(SourceText("a", f"{row.label}: {_quoted(row.example)}\n"))
    reading = Reading()
    assert node is not None
    record = read_record(node, table, reading, node.place)
    about: list[Problem] = [p for p in reading.problems if p.id != "field.missing"]
    assert (problems, about) == ([], [])
    assert record is not None and row.name in record.values


def _quoted(text: str) -> str:
    return f"'{text}'" if text.startswith("%") else text


def test_a_row_is_found_by_its_name_only() -> None:
    case = TABLES[0]
    assert case.field("organisation").label == "单位"
    with pytest.raises(KeyError):
        case.field("单位")
