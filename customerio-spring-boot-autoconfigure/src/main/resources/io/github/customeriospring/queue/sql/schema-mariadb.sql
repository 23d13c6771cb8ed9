-- Tables of the Customer.io queue, version 1. Times are milliseconds since 1970.

CREATE TABLE customerio_schema (
  version INTEGER NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What waits or is under way. An operation is inserted once and deleted once.
CREATE TABLE customerio_operation (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  part SMALLINT NOT NULL,
  operation MEDIUMTEXT NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  crashes INTEGER DEFAULT 0 NOT NULL,
  created BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What Customer.io did not take.
CREATE TABLE customerio_dead (
  id BIGINT PRIMARY KEY,
  part SMALLINT NOT NULL,
  operation MEDIUMTEXT NOT NULL,
  reason VARCHAR(100) NOT NULL,
  detail VARCHAR(1000) NOT NULL,
  status INTEGER,
  attempts INTEGER NOT NULL,
  created BIGINT NOT NULL,
  failed BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX customerio_dead_failed ON customerio_dead (failed);

-- Requests under way, so that what crashes its process is found.
CREATE TABLE customerio_flight (
  token VARCHAR(80) PRIMARY KEY,
  owner VARCHAR(64) NOT NULL,
  operations MEDIUMTEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Which instance sends the operations of which part, and until when.
CREATE TABLE customerio_partition (
  part SMALLINT PRIMARY KEY,
  owner VARCHAR(64),
  lease_until BIGINT DEFAULT 0 NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE customerio_instance (
  owner VARCHAR(64) PRIMARY KEY,
  lease_until BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO customerio_partition (part) VALUES
  (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15),
  (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31),
  (32), (33), (34), (35), (36), (37), (38), (39), (40), (41), (42), (43), (44), (45), (46), (47),
  (48), (49), (50), (51), (52), (53), (54), (55), (56), (57), (58), (59), (60), (61), (62), (63);
INSERT INTO customerio_schema (version) VALUES (1);
