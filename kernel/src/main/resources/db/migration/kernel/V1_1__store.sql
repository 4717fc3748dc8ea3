-- Versions of rows are never used twice, so that a row made anew isn't taken for the old one.
create sequence row_version;

create table blob (
  digest  text collate "C" primary key,
  content bytea not null
);
-- The content is compressed already.
alter table blob alter column content set storage external;

create table journal (
  number   bigint primary key,
  at       timestamptz not null,
  actor    text not null,
  door     text not null,
  what     text not null,
  about    text not null,
  details  json not null, -- json, not jsonb: the hash covers this very text
  previous text not null,
  hash     text not null
);
create index journal_about on journal (about, number desc);

-- The end of the chain. Appending locks this row, so that numbers are in the order of commit.
create table journal_head (
  only_row boolean primary key default true check (only_row),
  number   bigint not null,
  hash     text not null
);
insert into journal_head (number, hash) values (0, repeat('0', 64));

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end $$;
create trigger journal_is_append_only before update or delete or truncate on journal
  for each statement execute function journal_is_append_only();

create table secret (
  key      text collate "C" primary key,
  version  bigint not null,
  document jsonb not null
);
create index secret_scope on secret ((document->>'scope'), key);
