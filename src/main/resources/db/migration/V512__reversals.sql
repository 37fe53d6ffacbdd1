-- What undoes an entry may be of another message: that of a void.
create index journal_entry_reversal on journal_entry (reversal_of) where reversal_of is not null;
