-- What is known of an application beside its resource: kinds in use, renderings of its history.
create table application_record (
  key text collate "C" primary key,
  version bigint not null,
  document jsonb not null
);

-- Renderings by their content key.
create table rendering (
  key text collate "C" primary key,
  version bigint not null,
  document jsonb not null
);
create index rendering_application on rendering ((document ->> 'application'), key);

-- Who asked for an operation through one of our doors.
create table operation_request (
  key text collate "C" primary key,
  version bigint not null,
  document jsonb not null
);
