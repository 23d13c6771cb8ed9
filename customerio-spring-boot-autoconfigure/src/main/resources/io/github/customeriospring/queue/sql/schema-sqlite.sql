-- Tables of the Customer.io queue, version 1. Times are milliseconds since 1970.

CREATE TABLE customerio_schema (
  version INTEGER NOT NULL
);

-- What waits or is under way. An operation is inserted once and deleted once.
CREATE TABLE customerio_operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  part SMALLINT NOT NULL,
  operation TEXT NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  crashes INTEGER DEFAULT 0 NOT NULL,
  created BIGINT NOT NULL
);

-- What Customer.io did not take.
CREATE TABLE customerio_dead (
  id BIGINT PRIMARY KEY,
  part SMALLINT NOT NULL,
  operation TEXT NOT NULL,
  reason VARCHAR(100) NOT NULL,
  detail VARCHAR(1000) NOT NULL,
  status INTEGER,
  attempts INTEGER NOT NULL,
  created BIGINT NOT NULL,
  failed BIGINT NOT NULL
);

CREATE INDEX customerio_dead_failed ON customerio_dead (failed);

-- Requests under way, so that what crashes its process is found.
CREATE TABLE customerio_flight (
  token VARCHAR(80) PRIMARY KEY,
  owner VARCHAR(64) NOT NULL,
  operations TEXT NOT NULL
);

INSERT INTO customerio_schema (version) VALUES (1);
