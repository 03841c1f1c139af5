"""Tables and fields of HSDS 3.1, those we have something for; and the data package that describes them."""

from dataclasses import dataclass
from typing import Any

NAME, VERSION = "sebelum-datang-hsds", "3.1"
LINKS = {
    "organization_id": "organization",
    "parent_organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}
"""Fields that name a row of another table."""
KINDS: dict[str, dict[str, str]] = {
    "id": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime", "format": "any"},
    "time": {"type": "time", "format": "any"},
    "": {"type": "string"},
}


@dataclass(frozen=True)
class Table:
    """A table: its name, its file, and its fields as "name", "name:kind", and with a `!` behind what is required."""

    name: str
    file: str
    written: str

    @property
    def fields(self) -> list[tuple[str, str, bool]]:
        """Name, kind (a key of `KINDS`) and whether it is required, in order."""
        found = []
        for each in self.written.split():
            name, _, kind = each.rstrip("!").partition(":")
            is_id = name == "id" or name in LINKS or name == "link_id"
            found.append((name, "id" if is_id else kind, each.endswith("!")))
        return found

    @property
    def columns(self) -> list[str]:
        """Names of the fields, in order."""
        return [name for name, _kind, _required in self.fields]


TABLES = (
    Table(
        "organization",
        "organizations.csv",
        "id! name! alternate_name description! email:email website:uri uri:uri parent_organization_id",
    ),
    Table(
        "location",
        "locations.csv",
        "id! location_type! url:uri organization_id name description latitude:number longitude:number "
        "external_identifier external_identifier_type",
    ),
    Table(
        "address",
        "addresses.csv",
        "id! location_id address_1! city! region state_province! postal_code! country! address_type!",
    ),
    Table("phone", "phones.csv", "id! location_id organization_id number! type description"),
    Table("accessibility", "accessibility.csv", "id! location_id description"),
    Table("taxonomy", "taxonomies.csv", "id! name! description! uri:uri version"),
    Table(
        "taxonomy_term",
        "taxonomy_terms.csv",
        "id! code name! description! taxonomy language taxonomy_id term_uri:uri",
    ),
    Table(
        "service",
        "services.csv",
        "id! organization_id! name! alternate_name description url:uri email:email status! application_process "
        "fees_description wait_time eligibility_description last_modified:datetime",
    ),
    Table("service_at_location", "service_at_location.csv", "id! service_id! location_id!"),
    Table(
        "schedule",
        "schedules.csv",
        "id! location_id service_at_location_id valid_from:date valid_to:date timezone:number wkst freq "
        "interval:number byday description opens_at:time closes_at:time notes",
    ),
    Table("required_document", "required_documents.csv", "id! service_id document uri:uri"),
    Table(
        "cost_option",
        "cost_options.csv",
        "id! service_id! valid_from:date option currency amount:number amount_description",
    ),
    Table("language", "languages.csv", "id! service_id name code"),
    Table(
        "attribute",
        "attributes.csv",
        "id! link_id! taxonomy_term_id! link_type link_entity! value label",
    ),
)
BY_NAME = {table.name: table for table in TABLES}


def data_package(title: str, homepage: str) -> dict[str, Any]:
    """`datapackage.json`: https://specs.frictionlessdata.io/tabular-data-package/."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": title,
        "description": f"Human Services Data Specification {VERSION}",
        "version": VERSION,
        "homepage": homepage,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": name,
                    **KINDS[kind],
                    "constraints": {"required": required, "unique": name == "id"},
                }
                for name, kind, required in table.fields
            ],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": name, "reference": {"resource": LINKS[name], "fields": "id"}}
                for name in table.columns
                if name in LINKS
            ],
            "missingValues": [""],
        },
    }
