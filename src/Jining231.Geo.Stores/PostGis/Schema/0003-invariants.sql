-- 留白台账的不变量（无论谁写入）：有效地块互不重叠（容差 0.01 m²，EPSG:4548），且位于其园区之内。
-- 检查在提交时进行；园区锁行使并发写入逐一通过，REPEATABLE READ 的后来者得到 40001。

CREATE FUNCTION jining.is_live(state text, held_until timestamptz, in_force_to timestamptz, at timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE state WHEN 'held' THEN held_until IS NULL OR at < held_until
                      WHEN 'reserved' THEN in_force_to IS NULL OR at < in_force_to
                      ELSE state = 'activated' END $$;
COMMENT ON FUNCTION jining.is_live(text, timestamptz, timestamptz, timestamptz) IS '该状态在该时刻是否有效（占地）';

CREATE FUNCTION jining.lock_park(park text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = jining, public, pg_temp AS $$
    INSERT INTO park_locks (park_id, turn) VALUES (park, 1) ON CONFLICT (park_id) DO UPDATE SET turn = park_locks.turn + 1 $$;

CREATE FUNCTION jining.outside_m2(block geometry, park geometry) RETURNS double precision LANGUAGE sql IMMUTABLE
  SET search_path = jining, public, pg_temp
  AS $$ SELECT ST_Area(ST_Difference(ST_Transform(block, 4548), ST_Transform(park, 4548))) $$;

-- One live block against its park and against every other live block.
CREATE FUNCTION jining.check_reserve() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = jining, public, pg_temp AS $$
DECLARE
  block reserves%ROWTYPE;
  park parks%ROWTYPE;
  other record;
  at timestamptz := store_now();
  outside double precision;
BEGIN
  SELECT * INTO block FROM reserves WHERE id = NEW.id;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM lock_park(block.park_id);
  IF NOT is_live(block.state, block.held_until, block.in_force_to, at) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO park FROM parks WHERE id = block.park_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION '没有园区“%”。', block.park_id USING ERRCODE = 'JN001', DETAIL = block.park_id, CONSTRAINT = 'reserves_inside_park';
  END IF;
  outside := CASE WHEN park.geom IS NULL THEN NULL ELSE outside_m2(block.geom, park.geom) END;
  IF outside IS NULL OR outside > 0.01 THEN
    RAISE EXCEPTION '留白地块“%”有 % m² 在园区“%”以外。', block.name, round(outside::numeric, 2), park.name
      USING ERRCODE = 'JN001', DETAIL = park.id, CONSTRAINT = 'reserves_inside_park';
  END IF;
  SELECT o.id, o.name, o.holder, o.held_until, ST_Area(ST_Intersection(ST_Transform(o.geom, 4548), ST_Transform(block.geom, 4548))) AS m2
    INTO other
    FROM reserves o
    WHERE o.id <> block.id AND o.geom && ST_Expand(block.geom, 2e-5) AND is_live(o.state, o.held_until, o.in_force_to, at)
      AND ST_Area(ST_Intersection(ST_Transform(o.geom, 4548), ST_Transform(block.geom, 4548))) > 0.01
    ORDER BY o.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '与“%”（持有人：%）重叠 % m²（平面面积）。', other.name, other.holder, round(other.m2::numeric, 2)
      USING ERRCODE = 'JN002', DETAIL = other.id, CONSTRAINT = 'reserves_no_overlap';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER reserves_keep AFTER INSERT OR UPDATE ON jining.reserves
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION jining.check_reserve();

-- A park moved, renamed or removed must still hold its live blocks.
CREATE FUNCTION jining.check_park() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = jining, public, pg_temp AS $$
DECLARE
  child record;
  at timestamptz := store_now();
BEGIN
  PERFORM lock_park(OLD.id);
  SELECT c.id, c.name INTO child
    FROM reserves c LEFT JOIN parks p ON p.id = c.park_id
    WHERE c.park_id = OLD.id AND is_live(c.state, c.held_until, c.in_force_to, at)
      AND (p.geom IS NULL OR outside_m2(c.geom, p.geom) > 0.01)
    ORDER BY c.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '园区“%”的新界线容不下留白地块“%”。', OLD.name, child.name
      USING ERRCODE = 'JN001', DETAIL = child.id, CONSTRAINT = 'reserves_inside_park';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER parks_keep AFTER UPDATE OR DELETE ON jining.parks
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION jining.check_park();
