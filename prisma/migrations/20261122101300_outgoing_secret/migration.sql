-- What the names of outgoing messages are derived with, so that nobody can compute them: made once an installation.
INSERT INTO "setting" ("key", "value")
VALUES ('outgoing-secret', to_jsonb(gen_random_uuid()::text || gen_random_uuid()::text))
ON CONFLICT DO NOTHING;
