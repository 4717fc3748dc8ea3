create table commit_status (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index commit_status_commit on commit_status ((document ->> 'commit'), key);
create index commit_status_due on commit_status ((document ->> 'due'), key);

create table notice_cursor (key text collate "C" primary key, version bigint not null, document jsonb not null);
