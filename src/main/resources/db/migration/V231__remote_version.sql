-- What a destination told of the state that it holds, such as the token that its next change has to name.

alter table cross_reference
    add column version text;
