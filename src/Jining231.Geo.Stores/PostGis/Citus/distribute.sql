-- UNTESTED. 未经测试：此处没有 Citus 可用，本脚本从未运行过。请先在备份还原出的副本上试验，并用 jining231 digest 核对。
-- 程序从不自动执行本脚本。由 DBA 以表的所有者身份、在停写期间手工执行；需要 PostgreSQL 15 与 Citus 11.1 或更新。
--
-- What it is meant to do: spread parcels and their history, whose keys contain adcode, over the workers, both by adcode, so that a
-- county's rows and their history are together; all other tables stay on the coordinator.
--
-- What has to be proved before anybody relies on it:
--   1. Revision, version and history are kept by triggers with transition tables. Citus runs triggers of distributed tables only with
--      citus.enable_unsafe_triggers, and says nothing about transition tables: check that a write by psql still makes a version, a
--      revision and a history row. If it does not, do not distribute: the history would have holes.
--   2. An id is unique over all counties by trigger, not by index.
--   3. A snapshot must be one view over all workers; Citus gives none across nodes.
--   4. Parcels refer to parks (foreign key): Citus lets a distributed table refer to a reference table only, so that parks becomes one,
--      with its triggers on every node.

CREATE EXTENSION IF NOT EXISTS citus;

BEGIN;
SET LOCAL citus.enable_unsafe_triggers = on;
SELECT create_reference_table('jining.parks');
SELECT create_distributed_table('jining.parcels', 'adcode', colocate_with => 'none');
SELECT create_distributed_table('jining.parcels_history', 'adcode', colocate_with => 'jining.parcels');
COMMIT;
