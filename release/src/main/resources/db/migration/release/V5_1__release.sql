create table project (key text collate "C" primary key, version bigint not null, document jsonb not null);

create table release (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index release_project on release ((document ->> 'project'));

create table open_release (key text collate "C" primary key, version bigint not null, document jsonb not null);

create table release_number (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index release_number_project on release_number ((document ->> 'project'), key);

create table push_outcome (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index push_outcome_project on push_outcome ((document ->> 'project'), key);

create table built_image (key text collate "C" primary key, version bigint not null, document jsonb not null);

create table build_log (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index build_log_release on build_log ((document ->> 'release'), key);
