create table ship (
  key      text collate "C" primary key,
  version  bigint not null,
  document jsonb not null
);
create index ship_fleet on ship ((document->>'fleet'), key);
