-- What mapping files said of releases, activations and reviews, and is on the audit log: each once, whichever node read it.
create table mapping_ledger (
    subject text        not null,
    entry   text        not null,                       -- release, activation or review, and its number
    sha256  text        not null,                       -- of the version or the row
    seen_at timestamptz not null,
    primary key (subject, entry, sha256)
);
