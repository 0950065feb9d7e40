-- The keeper runs this in each database, as superuser, again and again; it changes only what differs. The owner (:name) creates schemas and tables, the
-- application (:app) changes rows, the reader (:reader) reads them. Others cannot connect.
SELECT format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', :'name')
  WHERE has_database_privilege('public', :'name', 'CONNECT') OR has_database_privilege('public', :'name', 'TEMPORARY') \gexec
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', :'name', :'app')
  WHERE NOT has_database_privilege(:'app', :'name', 'CONNECT') OR NOT has_database_privilege(:'app', :'name', 'TEMPORARY') \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', :'name', :'reader') WHERE NOT has_database_privilege(:'reader', :'name', 'CONNECT') \gexec
SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
  WHERE EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public' AND has_schema_privilege('public', oid, 'CREATE')) \gexec

-- What the owner will create. Where this is missing, the objects that it created before lack it too; later, the owner may take from them what it wants.
SELECT count(DISTINCT (defaclobjtype, grantee)) < 6 AS lacking FROM pg_default_acl, aclexplode(defaclacl)
  WHERE defaclrole = :'name'::regrole AND defaclnamespace = 0 AND defaclobjtype IN ('n', 'r', 'S')
    AND grantee IN (:'app'::regrole, :'reader'::regrole) \gset
\if :lacking
BEGIN;
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
