create table bad_release (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index bad_release_project on bad_release ((document ->> 'project'), key);
create index bad_release_content on bad_release ((document ->> 'contentId'), key);
