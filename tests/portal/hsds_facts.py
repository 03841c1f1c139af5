"""Facts of the Human Services Data Specification 3.1 that the export is held against: tables, files, fields, types.

From `datapackage.json` of https://github.com/openreferral/specification, branch 3.1. `!` marks what must be filled in.
"""

FILES = {
    "organization": "organizations.csv",
    "service": "services.csv",
    "attribute": "attributes.csv",
    "service_at_location": "service_at_location.csv",
    "location": "locations.csv",
    "phone": "phones.csv",
    "address": "addresses.csv",
    "schedule": "schedules.csv",
    "required_document": "required_documents.csv",
    "language": "languages.csv",
    "accessibility": "accessibility.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "cost_option": "cost_options.csv",
    "taxonomy": "taxonomies.csv",
}
FIELDS = {
    "organization": """
        id:uuid! name:string! alternate_name:string description:string! email:email website:uri tax_status:string
        tax_id:string year_incorporated:number legal_status:string logo:string uri:uri parent_organization_id:uuid
    """,
    "service": """
        id:uuid! organization_id:uuid! program_id:uuid name:string! alternate_name:string description:string
        url:uri email:email status:string! interpretation_services:string application_process:string
        fees_description:string wait_time:string fees:string accreditations:string eligibility_description:string
        minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses:string alert:string
        last_modified:datetime
    """,
    "attribute": """
        id:uuid! link_id:uuid! taxonomy_term_id:uuid! link_type:string link_entity:string! value:string
        label:string
    """,
    "service_at_location": """
        id:uuid! service_id:uuid! location_id:uuid! description:string
    """,
    "location": """
        id:uuid! location_type:string! url:uri organization_id:uuid name:string alternate_name:string
        description:string transportation:string latitude:number longitude:number external_identifier:string
        external_identifier_type:string
    """,
    "phone": """
        id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid service_at_location_id:uuid
        number:string! extension:number type:string description:string
    """,
    "address": """
        id:uuid! location_id:uuid attention:string address_1:string! address_2:string city:string! region:string
        state_province:string! postal_code:string! country:string! address_type:string!
    """,
    "schedule": """
        id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date
        dtstart:date timezone:number until:date count:number wkst:string freq:string interval:number byday:string
        byweekno:string bymonthday:string byyearday:string description:string opens_at:time closes_at:time
        schedule_link:uri attending_type:string notes:string
    """,
    "required_document": """
        id:uuid! service_id:uuid document:string uri:uri
    """,
    "language": """
        id:uuid! service_id:uuid location_id:uuid phone_id:uuid name:string code:string note:string
    """,
    "accessibility": """
        id:uuid! location_id:uuid description:string details:string url:uri
    """,
    "taxonomy_term": """
        id:uuid! code:string name:string! description:string! parent_id:uuid taxonomy:string language:string
        taxonomy_id:uuid term_uri:uri
    """,
    "cost_option": """
        id:uuid! service_id:uuid! valid_from:date valid_to:date option:string currency:string amount:number
        amount_description:string
    """,
    "taxonomy": """
        id:uuid! name:string! description:string! uri:uri version:string
    """,
}
ONE_OF = {
    "service.status": ["active", "inactive", "defunct", "temporarily closed"],
    "location.location_type": ["physical", "postal", "virtual"],
    "address.address_type": ["physical", "postal", "virtual"],
    "schedule.wkst": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
    "schedule.freq": ["WEEKLY", "MONTHLY"],
}
