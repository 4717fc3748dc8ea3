create table promotion (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index promotion_project on promotion ((document ->> 'project'), key);
create index promotion_place on promotion ((document ->> 'place'), key);
create index promotion_queue on promotion ((document ->> 'queue'), key);
create index promotion_standing on promotion ((document ->> 'standing'), key);
create index promotion_release on promotion ((document ->> 'release'), key);
create index promotion_content on promotion ((document ->> 'contentId'), key);

create table rollback (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index rollback_place on rollback ((document ->> 'place'), key);
create index rollback_queue on rollback ((document ->> 'queue'), key);

create table applied_manifest (key text collate "C" primary key, version bigint not null, document jsonb not null);
create index applied_manifest_project on applied_manifest ((document ->> 'project'), key);
