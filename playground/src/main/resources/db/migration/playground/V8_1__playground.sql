-- The objects of the playground's Kubernetes API, and the last version that it gave out.
create table playground_object (
  key      text collate "C" primary key,
  version  bigint not null,
  document jsonb not null
);

create table playground_version (
  key      text collate "C" primary key,
  version  bigint not null,
  document jsonb not null
);
