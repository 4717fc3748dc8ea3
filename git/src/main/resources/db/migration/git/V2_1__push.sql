create table push (key text primary key, version bigint not null, document jsonb not null);
create index push_repository on push ((document ->> 'repository'), key);

create table push_waiting (key text primary key, version bigint not null, document jsonb not null);
create index push_waiting_line on push_waiting ((document ->> 'line'), key);

create table push_intent (key text primary key, version bigint not null, document jsonb not null);

create table watched_repository (key text primary key, version bigint not null, document jsonb not null);

create table branch_head (key text primary key, version bigint not null, document jsonb not null);
create index branch_head_repository on branch_head ((document ->> 'repository'), key);

create table webhook_delivery (key text primary key, version bigint not null, document jsonb not null);

create table repository_look (key text primary key, version bigint not null, document jsonb not null);
