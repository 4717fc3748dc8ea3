-- What protects an environment has a place of its own: {"requires": …, "approval": …} became {"protection": {"requires": …, "approval": …}}.
update project
set version = version + 1,
    document = jsonb_set(document, '{configuration,environments}', (
      select coalesce(jsonb_object_agg(name, environment - 'requires' - 'approval' ||
          jsonb_build_object('protection', jsonb_build_object('requires', environment -> 'requires', 'approval', environment -> 'approval'))), '{}')
      from jsonb_each(document #> '{configuration,environments}') as each (name, environment)))
where jsonb_path_exists(document, '$.configuration.environments.* ? (!exists (@.protection))');
