UPDATE revisions SET revision = revision + 1,
      recorded_at = CASE WHEN strftime('%Y-%m-%dT%H:%M:%fZ','now') >= recorded_at THEN strftime('%Y-%m-%dT%H:%M:%fZ','now')
        ELSE strftime('%Y-%m-%dT%H:%M:%fZ', recorded_at, '+0.001 seconds') END
    WHERE layer = '{layer}' AND NOT EXISTS (SELECT 1 FROM write_context);
