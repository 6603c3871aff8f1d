-- 读取面：分页游标的签名密钥，地块按名称排序的索引。
-- The key is read through a function, so that a role that only works with the data needs no right on the table.

CREATE TABLE jining.service_keys (
  name text COLLATE "C" PRIMARY KEY,
  key bytea NOT NULL CHECK (length(key) = 32)
);
COMMENT ON TABLE jining.service_keys IS '服务进程共用的签名密钥';
COMMENT ON COLUMN jining.service_keys.name IS '用途';
COMMENT ON COLUMN jining.service_keys.key IS '32 字节随机数';
INSERT INTO jining.service_keys VALUES ('cursor', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

CREATE FUNCTION jining.cursor_key() RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = jining, public, pg_temp
  AS $$ SELECT key FROM service_keys WHERE name = 'cursor' $$;
COMMENT ON FUNCTION jining.cursor_key() IS '分页游标的签名密钥：各服务进程、重启前后一致';

CREATE INDEX parcels_name ON jining.parcels ("name", id);
