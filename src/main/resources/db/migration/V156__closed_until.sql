-- Before this moment the partner has asked, by its last answer, not to be called; null when it has not asked.

alter table delivery
    add column closed_until timestamptz;
