-- Local users, their sessions and tokens: see the records Account, Session and ApiToken.
create table account (key text collate "C" primary key, version bigint not null, document jsonb not null);

create table session (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index session_account on session ((document ->> 'account'), key);

create table api_token (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index api_token_account on api_token ((document ->> 'account'), key);
