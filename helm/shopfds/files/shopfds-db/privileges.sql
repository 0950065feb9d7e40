-- constructs/postgres/scripts/privileges.sql of Ballast, without its comments
SELECT format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', :'name')
  WHERE has_database_privilege('public', :'name', 'CONNECT') OR has_database_privilege('public', :'name', 'TEMPORARY') \gexec
SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
  WHERE EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public' AND has_schema_privilege('public', oid, 'CREATE')) \gexec

SELECT NOT (has_database_privilege(:'app', :'name', 'CONNECT') AND has_database_privilege(:'reader', :'name', 'CONNECT')) AS lacking \gset
\if :lacking
BEGIN;
GRANT CONNECT ON DATABASE :"name" TO :"app", :"reader";
GRANT TEMPORARY ON DATABASE :"name" TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"name" GRANT USAGE ON SCHEMAS TO :"app", :"reader";
ALTER DEFAULT PRIVILEGES FOR ROLE :"name" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"name" GRANT SELECT ON TABLES TO :"reader";
ALTER DEFAULT PRIVILEGES FOR ROLE :"name" GRANT SELECT, USAGE, UPDATE ON SEQUENCES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"name" GRANT SELECT ON SEQUENCES TO :"reader";
SELECT format('GRANT USAGE ON SCHEMA %I TO %I, %I', nspname, :'app', :'reader') FROM pg_namespace WHERE nspowner = :'name'::regrole \gexec
SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', oid::regclass, :'app') FROM pg_class
  WHERE relowner = :'name'::regrole AND relkind IN ('r', 'p', 'v', 'm', 'f') \gexec
SELECT format('GRANT SELECT ON %s TO %I', oid::regclass, :'reader') FROM pg_class
  WHERE relowner = :'name'::regrole AND relkind IN ('r', 'p', 'v', 'm', 'f') \gexec
SELECT format('GRANT SELECT, USAGE, UPDATE ON SEQUENCE %s TO %I', oid::regclass, :'app') FROM pg_class
  WHERE relowner = :'name'::regrole AND relkind = 'S' \gexec
SELECT format('GRANT SELECT ON SEQUENCE %s TO %I', oid::regclass, :'reader') FROM pg_class WHERE relowner = :'name'::regrole AND relkind = 'S' \gexec
ALTER DATABASE :"name" CONNECTION LIMIT -1;
COMMIT;
\echo [OK] database :name is open to :app and :reader
\endif
