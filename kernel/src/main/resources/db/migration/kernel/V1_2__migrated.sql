-- Which set of migrations was last run to its end; a start that brings the same one runs none.
create table migrated (
  only_row    boolean primary key default true check (only_row),
  fingerprint text not null
);
